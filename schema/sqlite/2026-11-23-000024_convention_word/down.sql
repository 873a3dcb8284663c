DROP TABLE IF EXISTS convention_word;
