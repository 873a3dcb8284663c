-- What ties programmes to centres: a component, or a step and its version; the other is empty.
CREATE TABLE IF NOT EXISTS criterion (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    component_code VARCHAR(40) NOT NULL,
    step_code VARCHAR(40) NOT NULL,
    step_version VARCHAR(20) NOT NULL,
    centre_id BIGINT NOT NULL,
    CONSTRAINT criterion_once UNIQUE (component_code, step_code, step_version),
    INDEX criterion_centre (centre_id),
    CONSTRAINT criterion_centre_id_fk FOREIGN KEY (centre_id) REFERENCES centre (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
