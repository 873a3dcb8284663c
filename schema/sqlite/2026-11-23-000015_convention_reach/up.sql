-- How to reach the student, at that time.
CREATE TABLE IF NOT EXISTS convention_reach (
    convention_id INTEGER NOT NULL PRIMARY KEY REFERENCES convention (id) ON DELETE CASCADE,
    street VARCHAR(255) NOT NULL,
    postcode VARCHAR(20) NOT NULL,
    town VARCHAR(120) NOT NULL,
    country VARCHAR(2) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    mobile VARCHAR(40) NOT NULL,
    cpam_name VARCHAR(255) NOT NULL,
    cpam_address VARCHAR(255) NOT NULL,
    social_cover VARCHAR(40) NOT NULL
);
