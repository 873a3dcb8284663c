-- What ties programmes to centres: a component, or a step and its version; the other is empty.
CREATE TABLE IF NOT EXISTS criterion (
    id INTEGER NOT NULL PRIMARY KEY,
    component_code VARCHAR(40) NOT NULL,
    step_code VARCHAR(40) NOT NULL,
    step_version VARCHAR(20) NOT NULL,
    centre_id BIGINT NOT NULL REFERENCES centre (id),
    CONSTRAINT criterion_once UNIQUE (component_code, step_code, step_version)
);
CREATE INDEX IF NOT EXISTS criterion_centre ON criterion (centre_id);
