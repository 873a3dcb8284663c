-- Validations that stand, in the order in which they were given.
CREATE TABLE IF NOT EXISTS convention_validation (
    convention_id BIGINT NOT NULL,
    position INT NOT NULL,
    validation VARCHAR(20) NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    at DATETIME(6) NOT NULL,
    PRIMARY KEY (convention_id, position),
    CONSTRAINT convention_validation_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
