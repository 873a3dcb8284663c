-- Gratification, benefits, assessment and supervision.
CREATE TABLE IF NOT EXISTS convention_pay (
    convention_id BIGINT NOT NULL PRIMARY KEY,
    paid BOOLEAN NULL,
    amount BIGINT NULL,
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
    cover_abroad BOOLEAN NULL,
    comment TEXT NOT NULL,
    CONSTRAINT convention_pay_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
