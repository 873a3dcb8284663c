DROP TABLE IF EXISTS convention_line;
