-- What happened to a host: who, when, which fields.
CREATE TABLE IF NOT EXISTS host_change (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    host_id BIGINT NOT NULL,
    at DATETIME(6) NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    by_name VARCHAR(255) NOT NULL,
    note TEXT NOT NULL,
    INDEX host_change_host (host_id, id),
    CONSTRAINT host_change_host_id_fk FOREIGN KEY (host_id) REFERENCES host (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
