-- Who did what to things that have no timeline, or none any more: ids and no names, and without references, so that it outlives them.
CREATE TABLE IF NOT EXISTS audit_event (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind VARCHAR(40) NOT NULL,
    object_id BIGINT NOT NULL,
    centre_id BIGINT NULL,
    student_id BIGINT NULL,
    note VARCHAR(100) NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    at DATETIME(6) NOT NULL,
    INDEX audit_event_object (kind, object_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
