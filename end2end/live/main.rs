//! Open pages that wait for news, and a write that must reach the last of them soon.

#![allow(clippy::unwrap_used, clippy::panic)]

mod listened;
#[path = "../../server/tests/support/postgres.rs"]
#[allow(dead_code, reason = "only the address is asked for")]
mod postgres;
#[path = "../program.rs"]
#[allow(dead_code, reason = "nobody waits for what it was quick at")]
mod program;
