-- Conventions by host: one that was entered twice is replaced in them.
CREATE INDEX IF NOT EXISTS convention_by_host ON convention (host_id);
