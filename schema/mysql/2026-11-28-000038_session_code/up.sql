-- Codes by which a session goes on in a frame of another site, by their fingerprints, for a minute.
CREATE TABLE IF NOT EXISTS session_code (
    code VARCHAR(64) NOT NULL,
    challenge VARCHAR(64) NOT NULL,
    cookie VARCHAR(64) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (code),
    INDEX session_code_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
