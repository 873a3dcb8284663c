-- The last convention number given in each academic year.
CREATE TABLE IF NOT EXISTS number_counter (
    year INT NOT NULL PRIMARY KEY,
    last_given BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
