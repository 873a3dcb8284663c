DROP TABLE IF EXISTS convention_reach;
