-- Who is signed in, found by the fingerprint of their cookie.
CREATE TABLE IF NOT EXISTS session (
    cookie VARCHAR(64) NOT NULL,
    id VARCHAR(64) NOT NULL,
    ticket VARCHAR(64) NULL,
    login VARCHAR(100) NOT NULL,
    name VARCHAR(200) NOT NULL,
    roles VARCHAR(200) NOT NULL,
    agent VARCHAR(200) NOT NULL,
    began_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (cookie)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS session_ticket ON session (ticket);
CREATE INDEX IF NOT EXISTS session_login ON session (login);
CREATE INDEX IF NOT EXISTS session_began ON session (began_at);
CREATE INDEX IF NOT EXISTS session_seen ON session (seen_at);
