//! Every test of this crate in one program: what they share is compiled once, and the whole is linked once.

mod funding;
mod world;
