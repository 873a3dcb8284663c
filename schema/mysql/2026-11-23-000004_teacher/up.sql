-- Teachers who follow internships.
CREATE TABLE IF NOT EXISTS teacher (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    login VARCHAR(100) NOT NULL,
    last_name VARCHAR(255) NOT NULL,
    first_name VARCHAR(255) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    job VARCHAR(255) NOT NULL,
    affiliation VARCHAR(255) NOT NULL,
    name_folded VARCHAR(160) NOT NULL,
    search VARCHAR(400) NOT NULL,
    CONSTRAINT teacher_login UNIQUE (login),
    INDEX teacher_name (name_folded)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
