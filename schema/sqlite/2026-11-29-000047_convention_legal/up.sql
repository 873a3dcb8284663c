-- What the law asks beside; a convention without any of these answers has no row.
CREATE TABLE IF NOT EXISTS convention_legal (
    convention_id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
    night BOOLEAN NULL,
    taught_in_presence BIGINT NULL,
    aims_checked BOOLEAN NOT NULL
);
