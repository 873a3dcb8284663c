-- Services of hosts; their address is the place of the internship.
CREATE TABLE IF NOT EXISTS service (
    id INTEGER NOT NULL PRIMARY KEY,
    host_id BIGINT NOT NULL REFERENCES host (id),
    name VARCHAR(255) NOT NULL,
    street VARCHAR(255) NOT NULL,
    postcode VARCHAR(20) NOT NULL,
    town VARCHAR(120) NOT NULL,
    country VARCHAR(2) NOT NULL,
    phone VARCHAR(40) NOT NULL
);
CREATE INDEX IF NOT EXISTS service_host ON service (host_id);
