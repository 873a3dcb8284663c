-- Proxy-granting tickets that the CAS server brought, until the validation that names them: sealed with that name, which is not kept.
CREATE TABLE IF NOT EXISTS proxy_grant (
    iou VARCHAR(64) NOT NULL,
    sealed VARCHAR(1500) NOT NULL,
    kept_at TIMESTAMP NOT NULL,
    PRIMARY KEY (iou)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS proxy_grant_kept ON proxy_grant (kept_at);
