-- Host organisations.
CREATE TABLE IF NOT EXISTS host (
    id INTEGER NOT NULL PRIMARY KEY,
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
CREATE INDEX IF NOT EXISTS host_name ON host (name_folded);
CREATE INDEX IF NOT EXISTS host_awaiting ON host (validated_at, id);
