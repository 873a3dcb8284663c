DROP TABLE IF EXISTS convention_schedule;
