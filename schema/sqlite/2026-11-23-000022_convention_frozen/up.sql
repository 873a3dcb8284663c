-- Host, service, tutor and signatory as they were when the convention was validated.
CREATE TABLE IF NOT EXISTS convention_frozen (
    convention_id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
    data TEXT NOT NULL
);
