//! Clients that are slow or ask too much: they are sent away, and the others hardly notice.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../program.rs"]
mod program;
mod slow;
