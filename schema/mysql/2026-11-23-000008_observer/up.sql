-- Read-only observers of centres.
CREATE TABLE IF NOT EXISTS observer (
    staff_id BIGINT NOT NULL,
    centre_id BIGINT NOT NULL,
    PRIMARY KEY (staff_id, centre_id),
    INDEX observer_centre (centre_id),
    CONSTRAINT observer_staff_id_fk FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE,
    CONSTRAINT observer_centre_id_fk FOREIGN KEY (centre_id) REFERENCES centre (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
