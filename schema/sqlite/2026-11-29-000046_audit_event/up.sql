-- Who did what to things that have no timeline, or none any more: ids and no names, and without references, so that it outlives them.
CREATE TABLE IF NOT EXISTS audit_event (
    id INTEGER NOT NULL PRIMARY KEY,
    kind VARCHAR(40) NOT NULL,
    object_id BIGINT NOT NULL,
    centre_id BIGINT,
    student_id BIGINT,
    note VARCHAR(100) NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_event_object ON audit_event (kind, object_id);
