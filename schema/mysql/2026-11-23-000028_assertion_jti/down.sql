DROP TABLE IF EXISTS assertion_jti;
