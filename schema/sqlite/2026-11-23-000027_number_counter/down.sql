DROP TABLE IF EXISTS number_counter;
