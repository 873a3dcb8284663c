-- Assertions already used, until they expire.
CREATE TABLE IF NOT EXISTS assertion_jti (
    jti VARCHAR(128) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (jti),
    INDEX assertion_jti_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
