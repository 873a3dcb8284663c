-- Rights of staff in centres.
CREATE TABLE IF NOT EXISTS post (
    staff_id BIGINT NOT NULL,
    centre_id BIGINT NOT NULL,
    right_code VARCHAR(40) NOT NULL,
    prints BOOLEAN NOT NULL,
    alerted BOOLEAN NOT NULL,
    PRIMARY KEY (staff_id, centre_id),
    INDEX post_centre (centre_id),
    CONSTRAINT post_staff_id_fk FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE,
    CONSTRAINT post_centre_id_fk FOREIGN KEY (centre_id) REFERENCES centre (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
