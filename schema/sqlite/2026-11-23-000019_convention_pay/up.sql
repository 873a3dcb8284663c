-- Gratification, benefits, assessment and supervision.
CREATE TABLE IF NOT EXISTS convention_pay (
    convention_id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
    paid BOOLEAN,
    amount BIGINT,
    basis VARCHAR(20) NOT NULL,
    per VARCHAR(20) NOT NULL,
    currency VARCHAR(10) NOT NULL,
    means VARCHAR(20) NOT NULL,
    benefits TEXT NOT NULL,
    mission_costs TEXT NOT NULL,
    exemption VARCHAR(400) NOT NULL,
    origin VARCHAR(40) NOT NULL,
    offer VARCHAR(60) NOT NULL,
    nature_of_work VARCHAR(40) NOT NULL,
    validation_mode VARCHAR(40) NOT NULL,
    supervision TEXT NOT NULL,
    cover_abroad BOOLEAN,
    comment TEXT NOT NULL
);
