DROP TABLE IF EXISTS convention_pay;
