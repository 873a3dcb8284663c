DELETE FROM canary;
