//! Two servers on one PostgreSQL, and people who commit its last credits over HTTP on both at once.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../server/tests/support/postgres.rs"]
#[allow(dead_code, reason = "only the address is asked for")]
mod postgres;
#[path = "../program.rs"]
#[allow(dead_code, reason = "nobody waits for what it was quick at")]
mod program;
mod raced;
