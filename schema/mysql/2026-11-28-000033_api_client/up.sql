-- Systems that read through the API, found by the fingerprint of their token.
CREATE TABLE IF NOT EXISTS api_client (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(60) NOT NULL,
    token VARCHAR(64) NOT NULL,
    resources VARCHAR(200) NOT NULL,
    all_centres BOOLEAN NOT NULL,
    per_minute INT NOT NULL,
    expires_at DATETIME(6) NULL,
    created_at DATETIME(6) NOT NULL,
    created_by VARCHAR(100) NOT NULL,
    revoked_at DATETIME(6) NULL,
    CONSTRAINT api_client_name UNIQUE (name),
    CONSTRAINT api_client_token UNIQUE (token)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
