-- Filters, order and columns that a person keeps under a name.
CREATE TABLE IF NOT EXISTS saved_view (
    id INTEGER NOT NULL PRIMARY KEY,
    login VARCHAR(100) NOT NULL,
    list VARCHAR(40) NOT NULL,
    name VARCHAR(120) NOT NULL,
    query TEXT NOT NULL,
    columns_shown TEXT NOT NULL,
    CONSTRAINT saved_view_name UNIQUE (login, list, name)
);
