DROP TABLE IF EXISTS api_client_centre;
