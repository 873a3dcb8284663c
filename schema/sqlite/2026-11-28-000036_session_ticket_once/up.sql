-- A ticket may stand behind several sessions: one in the browser's own window, others in frames of other sites.
DROP INDEX IF EXISTS session_ticket;
