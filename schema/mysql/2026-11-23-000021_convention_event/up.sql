-- The timeline: who did what when.
CREATE TABLE IF NOT EXISTS convention_event (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    convention_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    by_name VARCHAR(255) NOT NULL,
    at DATETIME(6) NOT NULL,
    note TEXT NOT NULL,
    INDEX convention_event_convention (convention_id, id),
    CONSTRAINT convention_event_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
