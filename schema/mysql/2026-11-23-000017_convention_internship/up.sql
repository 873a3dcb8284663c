-- What the internship is.
CREATE TABLE IF NOT EXISTS convention_internship (
    convention_id BIGINT NOT NULL PRIMARY KEY,
    theme VARCHAR(40) NOT NULL,
    subject TEXT NOT NULL,
    confidential BOOLEAN NOT NULL,
    tasks TEXT NOT NULL,
    skills TEXT NOT NULL,
    details TEXT NOT NULL,
    starts_on DATE NULL,
    ends_on DATE NULL,
    zone VARCHAR(40) NOT NULL,
    elsewhere_minutes BIGINT NOT NULL,
    country_sheet BOOLEAN NOT NULL,
    CONSTRAINT convention_internship_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
