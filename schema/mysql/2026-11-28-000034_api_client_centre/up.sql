-- The centres that a client is limited to.
CREATE TABLE IF NOT EXISTS api_client_centre (
    client_id BIGINT NOT NULL,
    centre_id BIGINT NOT NULL,
    PRIMARY KEY (client_id, centre_id),
    INDEX api_client_centre_centre (centre_id),
    CONSTRAINT api_client_centre_client_fk FOREIGN KEY (client_id) REFERENCES api_client (id) ON DELETE CASCADE,
    CONSTRAINT api_client_centre_centre_fk FOREIGN KEY (centre_id) REFERENCES centre (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
