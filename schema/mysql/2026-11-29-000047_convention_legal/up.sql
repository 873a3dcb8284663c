-- What the law asks beside; a convention without any of these answers has no row.
CREATE TABLE IF NOT EXISTS convention_legal (
    convention_id BIGINT NOT NULL PRIMARY KEY,
    night BOOLEAN NULL,
    taught_in_presence BIGINT NULL,
    aims_checked BOOLEAN NOT NULL,
    CONSTRAINT convention_legal_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
