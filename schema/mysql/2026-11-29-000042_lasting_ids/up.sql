-- MariaDB gives no id twice: only SQLite has something to change.
DO 0;
