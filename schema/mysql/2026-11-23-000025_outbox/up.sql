-- Mail that waits, went, or could not go.
CREATE TABLE IF NOT EXISTS outbox (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    convention_id BIGINT NULL,
    event VARCHAR(40) NOT NULL,
    recipient VARCHAR(255) NOT NULL,
    subject VARCHAR(255) NOT NULL,
    body TEXT NOT NULL,
    state VARCHAR(10) NOT NULL,
    attempts INT NOT NULL,
    due_at DATETIME(6) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    sent_at DATETIME(6) NULL,
    problem VARCHAR(500) NOT NULL,
    INDEX outbox_state (state, due_at, id),
    INDEX outbox_convention (convention_id),
    CONSTRAINT outbox_convention_id_fk FOREIGN KEY (convention_id) REFERENCES convention (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
