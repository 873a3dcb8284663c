DROP TABLE IF EXISTS audit_event;
