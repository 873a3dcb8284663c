-- Persons of hosts; each belongs to the centre in which it was entered.
CREATE TABLE IF NOT EXISTS contact (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    host_id BIGINT NOT NULL,
    service_id BIGINT NULL,
    centre_id BIGINT NOT NULL,
    title VARCHAR(20) NOT NULL,
    last_name VARCHAR(255) NOT NULL,
    first_name VARCHAR(255) NOT NULL,
    job VARCHAR(255) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    INDEX contact_host (host_id, centre_id),
    INDEX contact_service (service_id),
    INDEX contact_centre (centre_id),
    CONSTRAINT contact_host_id_fk FOREIGN KEY (host_id) REFERENCES host (id),
    CONSTRAINT contact_service_id_fk FOREIGN KEY (service_id) REFERENCES service (id),
    CONSTRAINT contact_centre_id_fk FOREIGN KEY (centre_id) REFERENCES centre (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
