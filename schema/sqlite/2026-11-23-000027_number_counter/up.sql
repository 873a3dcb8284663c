-- The last convention number given in each academic year.
CREATE TABLE IF NOT EXISTS number_counter (
    year INTEGER NOT NULL PRIMARY KEY,
    last_given BIGINT NOT NULL
);
