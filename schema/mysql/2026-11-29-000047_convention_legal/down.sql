DROP TABLE IF EXISTS convention_legal;
