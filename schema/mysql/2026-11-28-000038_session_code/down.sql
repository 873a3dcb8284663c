DROP TABLE IF EXISTS session_code;
