CREATE UNIQUE INDEX IF NOT EXISTS session_ticket ON session (ticket);
