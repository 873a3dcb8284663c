-- Conventions by service.
CREATE INDEX IF NOT EXISTS convention_by_service ON convention (service_id);
