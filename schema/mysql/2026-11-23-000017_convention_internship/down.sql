DROP TABLE IF EXISTS convention_internship;
