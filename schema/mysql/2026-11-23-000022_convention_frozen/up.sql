-- Host, service, tutor and signatory as they were when the convention was validated.
CREATE TABLE IF NOT EXISTS convention_frozen (
    convention_id BIGINT NOT NULL PRIMARY KEY,
    data TEXT NOT NULL,
    CONSTRAINT convention_frozen_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
