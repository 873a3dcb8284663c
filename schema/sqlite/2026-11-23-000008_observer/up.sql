-- Read-only observers of centres.
CREATE TABLE IF NOT EXISTS observer (
    staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    centre_id BIGINT NOT NULL REFERENCES centre (id),
    PRIMARY KEY (staff_id, centre_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS observer_centre ON observer (centre_id);
