-- Students: known by their number, the login is an attribute that changes.
CREATE TABLE IF NOT EXISTS student (
    id INTEGER NOT NULL PRIMARY KEY,
    number VARCHAR(40) NOT NULL,
    login VARCHAR(100) NOT NULL,
    last_name VARCHAR(255) NOT NULL,
    first_name VARCHAR(255) NOT NULL,
    sex VARCHAR(20) NOT NULL,
    birth_date DATE,
    mail VARCHAR(255) NOT NULL,
    CONSTRAINT student_number UNIQUE (number)
);
CREATE INDEX IF NOT EXISTS student_login ON student (login);
