DROP TABLE IF EXISTS session_grant;
