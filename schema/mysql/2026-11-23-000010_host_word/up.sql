-- Folded words by which hosts are found.
CREATE TABLE IF NOT EXISTS host_word (
    word VARCHAR(40) NOT NULL,
    host_id BIGINT NOT NULL,
    PRIMARY KEY (word, host_id),
    INDEX host_word_host (host_id),
    CONSTRAINT host_word_host_id_fk FOREIGN KEY (host_id) REFERENCES host (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
