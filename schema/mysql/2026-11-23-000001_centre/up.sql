-- Management centres and their settings.
CREATE TABLE IF NOT EXISTS centre (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    level VARCHAR(20) NOT NULL,
    address VARCHAR(255) NOT NULL,
    mail VARCHAR(255) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    signatory_name VARCHAR(255) NOT NULL,
    signatory_title VARCHAR(255) NOT NULL,
    validations VARCHAR(80) NOT NULL,
    students_create BOOLEAN NOT NULL,
    accepts_orphans BOOLEAN NOT NULL,
    student_prints VARCHAR(20) NOT NULL,
    allows_overlap BOOLEAN NOT NULL,
    teacher_optional BOOLEAN NOT NULL,
    alert_days INT NOT NULL,
    previous_year_months INT NOT NULL,
    mail_to_centre_only BOOLEAN NOT NULL,
    confidentiality VARCHAR(20) NOT NULL,
    teacher_maximum INT NOT NULL,
    instructions TEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
