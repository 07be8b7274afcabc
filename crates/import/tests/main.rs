//! The tests of this crate, all but `bomb`, in one program: what they share is compiled once, and the whole is linked once.

mod cases;
mod chorus;
mod damaged;
mod given_back;
mod networks;
mod prove_directory;
mod stories;
mod support;
mod usage;
