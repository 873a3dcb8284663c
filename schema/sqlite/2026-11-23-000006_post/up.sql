-- Rights of staff in centres.
CREATE TABLE IF NOT EXISTS post (
    staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    centre_id BIGINT NOT NULL REFERENCES centre (id),
    right_code VARCHAR(40) NOT NULL,
    prints BOOLEAN NOT NULL,
    alerted BOOLEAN NOT NULL,
    PRIMARY KEY (staff_id, centre_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS post_centre ON post (centre_id);
