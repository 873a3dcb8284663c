-- What happened to a host: who, when, which fields.
CREATE TABLE IF NOT EXISTS host_change (
    id INTEGER NOT NULL PRIMARY KEY,
    host_id BIGINT NOT NULL REFERENCES host (id) ON DELETE CASCADE,
    at TIMESTAMP NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    by_name VARCHAR(255) NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS host_change_host ON host_change (host_id, id);
