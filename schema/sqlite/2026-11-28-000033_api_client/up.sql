-- Systems that read through the API, found by the fingerprint of their token.
CREATE TABLE IF NOT EXISTS api_client (
    id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(60) NOT NULL,
    token VARCHAR(64) NOT NULL,
    resources VARCHAR(200) NOT NULL,
    all_centres BOOLEAN NOT NULL,
    per_minute INTEGER NOT NULL,
    expires_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    created_by VARCHAR(100) NOT NULL,
    revoked_at TIMESTAMP,
    CONSTRAINT api_client_name UNIQUE (name),
    CONSTRAINT api_client_token UNIQUE (token)
);
