//! The program itself, started over real folders and databases: files that people bring, its figures, its death under load, news that reach
//! open pages, two servers on one ceiling, and clients that are slow or ask too much.

#![allow(clippy::unwrap_used, clippy::panic)]

mod cases;
mod figures;
mod kill;
mod live;
#[path = "../server/tests/support/postgres.rs"]
mod postgres;
mod program;
mod race;
mod slow;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A test's turn: the next one begins when it is dropped.
struct Turn(#[expect(dead_code, reason = "held, not read")] MutexGuard<'static, ()>);

/// Waits for the turn. Each test loads the machine and most measure how the program stands it, so none runs beside another.
fn turn() -> Turn {
    static ONE: Mutex<()> = Mutex::new(());
    Turn(ONE.lock().unwrap_or_else(PoisonError::into_inner))
}
