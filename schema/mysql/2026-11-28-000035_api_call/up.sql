-- Who read what through the API: parameters name no student, a fingerprint stands in the place of their number.
CREATE TABLE IF NOT EXISTS api_call (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    client_id BIGINT NOT NULL,
    at DATETIME(6) NOT NULL,
    operation VARCHAR(40) NOT NULL,
    parameters VARCHAR(500) NOT NULL,
    status INT NOT NULL,
    given BIGINT NOT NULL,
    INDEX api_call_client (client_id, id),
    INDEX api_call_at (at),
    CONSTRAINT api_call_client_fk FOREIGN KEY (client_id) REFERENCES api_client (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
