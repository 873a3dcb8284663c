CREATE INDEX IF NOT EXISTS session_by_ticket ON session (ticket);
