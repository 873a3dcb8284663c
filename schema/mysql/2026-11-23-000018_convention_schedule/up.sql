-- When the intern is present.
CREATE TABLE IF NOT EXISTS convention_schedule (
    convention_id BIGINT NOT NULL PRIMARY KEY,
    mode VARCHAR(20) NOT NULL,
    week VARCHAR(80) NOT NULL,
    other_week VARCHAR(80) NOT NULL,
    periods TEXT NOT NULL,
    interruptions TEXT NOT NULL,
    holidays_worked BOOLEAN NOT NULL,
    working_time VARCHAR(20) NOT NULL,
    comment TEXT NOT NULL,
    night_work TEXT NOT NULL,
    home_working TEXT NOT NULL,
    leave_days TEXT NOT NULL,
    leave_paid BOOLEAN NOT NULL,
    presence_minutes BIGINT NOT NULL,
    duration_minutes BIGINT NOT NULL,
    CONSTRAINT convention_schedule_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
