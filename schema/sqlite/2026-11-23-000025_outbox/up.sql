-- Mail that waits, went, or could not go.
CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER NOT NULL PRIMARY KEY,
    convention_id BIGINT REFERENCES convention (id) ON DELETE SET NULL,
    event VARCHAR(40) NOT NULL,
    recipient VARCHAR(255) NOT NULL,
    subject VARCHAR(255) NOT NULL,
    body TEXT NOT NULL,
    state VARCHAR(10) NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    problem VARCHAR(500) NOT NULL
);
CREATE INDEX IF NOT EXISTS outbox_state ON outbox (state, due_at, id);
CREATE INDEX IF NOT EXISTS outbox_convention ON outbox (convention_id);
