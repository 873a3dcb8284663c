-- The line of a convention in lists: derived from the rest, written again by each change. Each key is unique: a folded value, then the id.
CREATE TABLE IF NOT EXISTS convention_line (
    id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
    centre_id BIGINT NOT NULL,
    student_id BIGINT NOT NULL,
    teacher_id BIGINT,
    host_id BIGINT,
    siren VARCHAR(9),
    year INTEGER NOT NULL,
    phase VARCHAR(20) NOT NULL,
    state INTEGER NOT NULL,
    number BIGINT NOT NULL,
    student_key VARCHAR(120) NOT NULL,
    host_key VARCHAR(120) NOT NULL,
    start_key BIGINT NOT NULL,
    since_key BIGINT NOT NULL,
    student_name VARCHAR(255) NOT NULL,
    student_number VARCHAR(40) NOT NULL,
    host_name VARCHAR(255) NOT NULL,
    host_town VARCHAR(120) NOT NULL,
    town_folded VARCHAR(120) NOT NULL,
    country VARCHAR(2) NOT NULL,
    component_code VARCHAR(40) NOT NULL,
    step_code VARCHAR(40) NOT NULL,
    step VARCHAR(255) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    starts_on DATE,
    ends_on DATE,
    open_until DATE NOT NULL,
    presence_minutes BIGINT NOT NULL,
    duration_minutes BIGINT NOT NULL,
    turn_since TIMESTAMP NOT NULL,
    late_on DATE,
    search VARCHAR(500) NOT NULL
);
CREATE INDEX IF NOT EXISTS line_centre_number ON convention_line (centre_id, number, state, year);
CREATE INDEX IF NOT EXISTS line_year_number ON convention_line (centre_id, year, number, state);
CREATE INDEX IF NOT EXISTS line_state_number ON convention_line (centre_id, state, number, year, open_until, start_key);
CREATE INDEX IF NOT EXISTS line_centre_student ON convention_line (centre_id, student_key, state, year);
CREATE INDEX IF NOT EXISTS line_year_student ON convention_line (centre_id, year, student_key, state);
CREATE INDEX IF NOT EXISTS line_state_student ON convention_line (centre_id, state, student_key, year, open_until, start_key);
CREATE INDEX IF NOT EXISTS line_centre_host ON convention_line (centre_id, host_key, state, year);
CREATE INDEX IF NOT EXISTS line_year_host ON convention_line (centre_id, year, host_key, state);
CREATE INDEX IF NOT EXISTS line_state_host ON convention_line (centre_id, state, host_key, year, open_until, start_key);
CREATE INDEX IF NOT EXISTS line_centre_start ON convention_line (centre_id, start_key, state, year);
CREATE INDEX IF NOT EXISTS line_year_start ON convention_line (centre_id, year, start_key, state);
CREATE INDEX IF NOT EXISTS line_state_start ON convention_line (centre_id, state, start_key, year, open_until);
CREATE INDEX IF NOT EXISTS line_centre_since ON convention_line (centre_id, since_key, state, year);
CREATE INDEX IF NOT EXISTS line_year_since ON convention_line (centre_id, year, since_key, state);
CREATE INDEX IF NOT EXISTS line_state_since ON convention_line (centre_id, state, since_key, year, open_until, start_key);
CREATE INDEX IF NOT EXISTS line_student ON convention_line (student_id);
CREATE INDEX IF NOT EXISTS line_teacher ON convention_line (teacher_id);
CREATE INDEX IF NOT EXISTS line_host ON convention_line (host_id);
CREATE INDEX IF NOT EXISTS line_siren ON convention_line (siren, ends_on);
CREATE INDEX IF NOT EXISTS line_step ON convention_line (step_code);
CREATE INDEX IF NOT EXISTS line_town ON convention_line (town_folded);
CREATE INDEX IF NOT EXISTS line_country ON convention_line (country);
CREATE INDEX IF NOT EXISTS line_late ON convention_line (centre_id, late_on, number);
CREATE INDEX IF NOT EXISTS line_open ON convention_line (centre_id, state, open_until, start_key, number);
