ALTER TABLE session DROP COLUMN granted;
