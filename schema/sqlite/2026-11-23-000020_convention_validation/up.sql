-- Validations that stand, in the order in which they were given.
CREATE TABLE IF NOT EXISTS convention_validation (
    convention_id BIGINT NOT NULL REFERENCES convention (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    validation VARCHAR(20) NOT NULL,
    by_login VARCHAR(100) NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (convention_id, position)
) WITHOUT ROWID;
