-- Whoever signs in with a role of the institution.
CREATE TABLE IF NOT EXISTS staff (
    id INTEGER NOT NULL PRIMARY KEY,
    login VARCHAR(100) NOT NULL,
    last_name VARCHAR(255) NOT NULL,
    first_name VARCHAR(255) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    institution_admin BOOLEAN NOT NULL,
    helpdesk BOOLEAN NOT NULL,
    CONSTRAINT staff_login UNIQUE (login)
);
