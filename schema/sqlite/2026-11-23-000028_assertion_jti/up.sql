-- Assertions already used, until they expire.
CREATE TABLE IF NOT EXISTS assertion_jti (
    jti VARCHAR(128) NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (jti)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS assertion_jti_expiry ON assertion_jti (expires_at);
