-- Codes by which a session goes on in a frame of another site, by their fingerprints, for a minute.
CREATE TABLE IF NOT EXISTS session_code (
    code VARCHAR(64) NOT NULL,
    challenge VARCHAR(64) NOT NULL,
    cookie VARCHAR(64) NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (code)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS session_code_expiry ON session_code (expires_at);
