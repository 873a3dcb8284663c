-- Proxy-granting tickets that the CAS server brought, until the validation that names them: sealed with that name, which is not kept.
CREATE TABLE IF NOT EXISTS proxy_grant (
    iou VARCHAR(64) NOT NULL,
    sealed VARCHAR(1500) NOT NULL,
    kept_at DATETIME(6) NOT NULL,
    PRIMARY KEY (iou),
    INDEX proxy_grant_kept (kept_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
