-- The proxy-granting ticket of a session, sealed with its cookie, which is not kept.
ALTER TABLE session ADD COLUMN granted VARCHAR(1500) NULL;
