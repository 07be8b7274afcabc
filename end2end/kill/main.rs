//! The program killed under a load of writes: what it answered as kept is there, once, and it is soon ready again.

#![allow(clippy::unwrap_used, clippy::panic)]

mod killed;
#[path = "../program.rs"]
mod program;
