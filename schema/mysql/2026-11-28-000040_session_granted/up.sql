-- The proxy-granting ticket of a session, sealed with its cookie, which is not kept.
ALTER TABLE session ADD COLUMN IF NOT EXISTS granted VARCHAR(1500) NULL;
