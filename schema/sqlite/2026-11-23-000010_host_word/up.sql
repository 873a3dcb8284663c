-- Folded words by which hosts are found.
CREATE TABLE IF NOT EXISTS host_word (
    word VARCHAR(40) NOT NULL,
    host_id BIGINT NOT NULL REFERENCES host (id) ON DELETE CASCADE,
    PRIMARY KEY (word, host_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS host_word_host ON host_word (host_id);
