-- Who read what through the API: parameters name no student, a fingerprint stands in the place of their number.
CREATE TABLE IF NOT EXISTS api_call (
    id INTEGER NOT NULL PRIMARY KEY,
    client_id BIGINT NOT NULL REFERENCES api_client (id) ON DELETE CASCADE,
    at TIMESTAMP NOT NULL,
    operation VARCHAR(40) NOT NULL,
    parameters VARCHAR(500) NOT NULL,
    status INTEGER NOT NULL,
    given BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS api_call_client ON api_call (client_id, id);
CREATE INDEX IF NOT EXISTS api_call_at ON api_call (at);
