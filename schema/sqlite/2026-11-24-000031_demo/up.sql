-- What a demo was made with: one row at most, begun before anything is loaded and whole only when everything is.
CREATE TABLE IF NOT EXISTS demo (
    id INTEGER NOT NULL PRIMARY KEY,
    made_on DATE NOT NULL,
    conventions INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    is_whole BOOLEAN NOT NULL
);
