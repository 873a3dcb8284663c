-- What the internship is.
CREATE TABLE IF NOT EXISTS convention_internship (
    convention_id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
    theme VARCHAR(40) NOT NULL,
    subject TEXT NOT NULL,
    confidential BOOLEAN NOT NULL,
    tasks TEXT NOT NULL,
    skills TEXT NOT NULL,
    details TEXT NOT NULL,
    starts_on DATE,
    ends_on DATE,
    zone VARCHAR(40) NOT NULL,
    elsewhere_minutes BIGINT NOT NULL,
    country_sheet BOOLEAN NOT NULL
);
