//! The only crate with SQL: schema, queries and transactions on SQLite and MariaDB
