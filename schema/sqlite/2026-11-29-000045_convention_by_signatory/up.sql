-- Conventions by signatory: whose address is confidential is asked of those that name them.
CREATE INDEX IF NOT EXISTS convention_by_signatory ON convention (signatory_id);
