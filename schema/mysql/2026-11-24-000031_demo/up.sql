-- What a demo was made with: one row at most, begun before anything is loaded and whole only when everything is.
CREATE TABLE IF NOT EXISTS demo (
    id BIGINT NOT NULL PRIMARY KEY,
    made_on DATE NOT NULL,
    conventions INT NOT NULL,
    generation INT NOT NULL,
    is_whole BOOLEAN NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
