-- The centres that a client is limited to.
CREATE TABLE IF NOT EXISTS api_client_centre (
    client_id BIGINT NOT NULL REFERENCES api_client (id) ON DELETE CASCADE,
    centre_id BIGINT NOT NULL REFERENCES centre (id),
    PRIMARY KEY (client_id, centre_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS api_client_centre_centre ON api_client_centre (centre_id);
