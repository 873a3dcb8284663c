DROP TABLE IF EXISTS convention_event;
