//! Open pages that wait for news, and a write that must reach the last of them soon.

#![allow(clippy::unwrap_used, clippy::panic)]

mod listened;
#[path = "../../server/tests/support/postgres.rs"]
mod postgres;
#[path = "../program.rs"]
mod program;
