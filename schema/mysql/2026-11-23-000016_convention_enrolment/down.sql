DROP TABLE IF EXISTS convention_enrolment;
