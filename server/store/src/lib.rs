//! The only crate that speaks SQL, written once for SQLite and PostgreSQL.
