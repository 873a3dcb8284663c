DROP TABLE IF EXISTS proxy_grant;
