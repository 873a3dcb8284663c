-- Services of hosts; their address is the place of the internship.
CREATE TABLE IF NOT EXISTS service (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    host_id BIGINT NOT NULL,
    name VARCHAR(255) NOT NULL,
    street VARCHAR(255) NOT NULL,
    postcode VARCHAR(20) NOT NULL,
    town VARCHAR(120) NOT NULL,
    country VARCHAR(2) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    INDEX service_host (host_id),
    CONSTRAINT service_host_id_fk FOREIGN KEY (host_id) REFERENCES host (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
