-- Students: known by their number, the login is an attribute that changes.
CREATE TABLE IF NOT EXISTS student (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    number VARCHAR(40) NOT NULL,
    login VARCHAR(100) NOT NULL,
    last_name VARCHAR(255) NOT NULL,
    first_name VARCHAR(255) NOT NULL,
    sex VARCHAR(20) NOT NULL,
    birth_date DATE NULL,
    mail VARCHAR(255) NOT NULL,
    CONSTRAINT student_number UNIQUE (number),
    INDEX student_login (login)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
