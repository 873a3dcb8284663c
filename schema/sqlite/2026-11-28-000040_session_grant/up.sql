-- The proxy-granting tickets of sessions, each sealed with its session's cookie, which is not kept.
CREATE TABLE IF NOT EXISTS session_grant (
    cookie VARCHAR(64) NOT NULL,
    sealed VARCHAR(1500) NOT NULL,
    PRIMARY KEY (cookie),
    FOREIGN KEY (cookie) REFERENCES session (cookie) ON DELETE CASCADE
) WITHOUT ROWID;
