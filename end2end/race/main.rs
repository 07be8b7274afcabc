//! Two servers on one PostgreSQL, and people who commit its last credits over HTTP on both at once.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../server/tests/support/postgres.rs"]
mod postgres;
#[path = "../program.rs"]
mod program;
mod raced;
