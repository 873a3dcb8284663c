-- When the intern is present.
CREATE TABLE IF NOT EXISTS convention_schedule (
    convention_id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
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
    duration_minutes BIGINT NOT NULL
);
