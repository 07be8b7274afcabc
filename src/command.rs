//! The command line: a file a command.

pub mod demo;
pub mod export;
pub mod import;
pub mod serve;
pub mod undo;
pub mod user;
pub mod verify;
