-- Folded words by which conventions are found, by centre, with the number by which lists are ordered unless told.
CREATE TABLE IF NOT EXISTS convention_word (
    centre_id BIGINT NOT NULL,
    word VARCHAR(40) NOT NULL,
    convention_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (centre_id, word, convention_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
