DROP TABLE IF EXISTS convention_validation;
