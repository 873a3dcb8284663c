-- The timeline: who did what when.
CREATE TABLE IF NOT EXISTS convention_event (
    id INTEGER NOT NULL PRIMARY KEY,
    convention_id BIGINT NOT NULL REFERENCES convention (id) ON DELETE CASCADE,
    kind VARCHAR(40) NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    by_name VARCHAR(255) NOT NULL,
    at TIMESTAMP NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS convention_event_convention ON convention_event (convention_id, id);
