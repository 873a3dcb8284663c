-- Persons of hosts; each belongs to the centre in which it was entered.
CREATE TABLE IF NOT EXISTS contact (
    id INTEGER NOT NULL PRIMARY KEY,
    host_id BIGINT NOT NULL REFERENCES host (id),
    service_id BIGINT REFERENCES service (id),
    centre_id BIGINT NOT NULL REFERENCES centre (id),
    title VARCHAR(20) NOT NULL,
    last_name VARCHAR(255) NOT NULL,
    first_name VARCHAR(255) NOT NULL,
    job VARCHAR(255) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    phone VARCHAR(40) NOT NULL
);
CREATE INDEX IF NOT EXISTS contact_host ON contact (host_id, centre_id);
CREATE INDEX IF NOT EXISTS contact_service ON contact (service_id);
CREATE INDEX IF NOT EXISTS contact_centre ON contact (centre_id);
