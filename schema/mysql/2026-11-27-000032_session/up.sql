-- Who is signed in, found by the fingerprint of their cookie.
CREATE TABLE IF NOT EXISTS session (
    cookie VARCHAR(64) NOT NULL,
    id VARCHAR(64) NOT NULL,
    ticket VARCHAR(64) NULL,
    login VARCHAR(100) NOT NULL,
    name VARCHAR(200) NOT NULL,
    roles VARCHAR(200) NOT NULL,
    agent VARCHAR(200) NOT NULL,
    began_at DATETIME(6) NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    PRIMARY KEY (cookie),
    UNIQUE INDEX session_ticket (ticket),
    INDEX session_login (login),
    INDEX session_began (began_at),
    INDEX session_seen (seen_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
