DROP TABLE IF EXISTS host_change;
