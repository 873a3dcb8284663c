-- Two rows known in advance: read back at start, they prove that the client library returns what is stored.
CREATE TABLE IF NOT EXISTS canary (
    id BIGINT NOT NULL PRIMARY KEY,
    words VARCHAR(80) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
