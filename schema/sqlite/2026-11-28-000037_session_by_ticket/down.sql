DROP INDEX IF EXISTS session_by_ticket;
