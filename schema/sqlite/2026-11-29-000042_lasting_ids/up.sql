-- The id of what was removed never comes back to mean something else: pages that are still open name it. SQLite makes a table anew for that, and
-- leaves those that refer to it alone only where it does not enforce their keys, which it cannot be told inside a transaction.
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE lasting_host (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    name VARCHAR(255) NOT NULL,
    name_folded VARCHAR(160) NOT NULL,
    search VARCHAR(500) NOT NULL,
    siret VARCHAR(14),
    siren VARCHAR(9),
    foreign_id VARCHAR(60) NOT NULL,
    naf VARCHAR(10) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    legal_status VARCHAR(40) NOT NULL,
    headcount VARCHAR(20) NOT NULL,
    street VARCHAR(255) NOT NULL,
    postcode VARCHAR(20) NOT NULL,
    town VARCHAR(120) NOT NULL,
    country VARCHAR(2) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    site VARCHAR(255) NOT NULL,
    activity VARCHAR(500) NOT NULL,
    manager VARCHAR(255) NOT NULL,
    source VARCHAR(20) NOT NULL,
    validated_at TIMESTAMP,
    validated_by VARCHAR(100) NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by VARCHAR(100) NOT NULL,
    CONSTRAINT host_siret UNIQUE (siret)
);
INSERT INTO lasting_host SELECT * FROM host;
DROP TABLE host;
ALTER TABLE lasting_host RENAME TO host;
CREATE INDEX IF NOT EXISTS host_name ON host (name_folded);
CREATE INDEX IF NOT EXISTS host_awaiting ON host (validated_at, id);
CREATE TABLE lasting_saved_view (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    login VARCHAR(100) NOT NULL,
    list VARCHAR(40) NOT NULL,
    name VARCHAR(120) NOT NULL,
    query TEXT NOT NULL,
    columns_shown TEXT NOT NULL,
    CONSTRAINT saved_view_name UNIQUE (login, list, name)
);
INSERT INTO lasting_saved_view SELECT * FROM saved_view;
DROP TABLE saved_view;
ALTER TABLE lasting_saved_view RENAME TO saved_view;
COMMIT;
PRAGMA foreign_keys = ON;
