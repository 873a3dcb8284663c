-- The training, labels as they were.
CREATE TABLE IF NOT EXISTS convention_enrolment (
    convention_id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
    component_code VARCHAR(40) NOT NULL,
    component VARCHAR(255) NOT NULL,
    step_code VARCHAR(40) NOT NULL,
    step_version VARCHAR(20) NOT NULL,
    step VARCHAR(255) NOT NULL,
    department VARCHAR(255) NOT NULL,
    diploma VARCHAR(255) NOT NULL,
    elements TEXT NOT NULL,
    finality VARCHAR(40) NOT NULL,
    cursus VARCHAR(40) NOT NULL,
    regime VARCHAR(40) NOT NULL,
    taught_hours BIGINT
);
