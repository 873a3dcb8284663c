-- Two rows known in advance: read back at start, they prove that the client library returns what is stored.
CREATE TABLE IF NOT EXISTS canary (
    id INTEGER NOT NULL PRIMARY KEY,
    words VARCHAR(80) NOT NULL
);
