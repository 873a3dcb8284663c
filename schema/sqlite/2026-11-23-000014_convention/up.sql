-- Conventions: what they refer to and how far they are.
CREATE TABLE IF NOT EXISTS convention (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number BIGINT NOT NULL,
    version INTEGER NOT NULL,
    year INTEGER NOT NULL,
    student_id BIGINT NOT NULL REFERENCES student (id),
    centre_id BIGINT NOT NULL REFERENCES centre (id),
    host_id BIGINT REFERENCES host (id),
    service_id BIGINT REFERENCES service (id),
    tutor_id BIGINT REFERENCES contact (id),
    teacher_id BIGINT REFERENCES teacher (id),
    signatory_id BIGINT REFERENCES contact (id),
    kind VARCHAR(40) NOT NULL,
    language VARCHAR(10) NOT NULL,
    submitted_at TIMESTAMP,
    returned_at TIMESTAMP,
    returned_reason TEXT NOT NULL,
    sent_at TIMESTAMP,
    signatures INTEGER NOT NULL,
    signed_at TIMESTAMP,
    cancelled_at TIMESTAMP,
    broken_off_on DATE,
    created_at TIMESTAMP NOT NULL,
    created_by VARCHAR(100) NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CONSTRAINT convention_number UNIQUE (number)
);
CREATE INDEX IF NOT EXISTS convention_tutor ON convention (tutor_id);
