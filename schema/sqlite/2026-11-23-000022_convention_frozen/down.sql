DROP TABLE IF EXISTS convention_frozen;
