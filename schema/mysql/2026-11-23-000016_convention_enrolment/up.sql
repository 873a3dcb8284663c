-- The training, labels as they were.
CREATE TABLE IF NOT EXISTS convention_enrolment (
    convention_id BIGINT NOT NULL PRIMARY KEY,
    component_code VARCHAR(40) NOT NULL,
    component VARCHAR(255) NOT NULL,
    step_code VARCHAR(40) NOT NULL,
    step_version VARCHAR(20) NOT NULL,
    step VARCHAR(255) NOT NULL,
    department VARCHAR(255) NOT NULL,
    diploma VARCHAR(255) NOT NULL,
    elements TEXT NOT NULL,
    finality VARCHAR(40) NOT NULL,
    cursus VARCHAR(40) NOT NULL,
    regime VARCHAR(40) NOT NULL,
    taught_hours BIGINT NULL,
    CONSTRAINT convention_enrolment_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
