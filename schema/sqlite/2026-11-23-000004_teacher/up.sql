-- Teachers who follow internships.
CREATE TABLE IF NOT EXISTS teacher (
    id INTEGER NOT NULL PRIMARY KEY,
    login VARCHAR(100) NOT NULL,
    last_name VARCHAR(255) NOT NULL,
    first_name VARCHAR(255) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    job VARCHAR(255) NOT NULL,
    affiliation VARCHAR(255) NOT NULL,
    name_folded VARCHAR(160) NOT NULL,
    search VARCHAR(400) NOT NULL,
    CONSTRAINT teacher_login UNIQUE (login)
);
CREATE INDEX IF NOT EXISTS teacher_name ON teacher (name_folded);
