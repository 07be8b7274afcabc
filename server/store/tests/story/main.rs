//! Each function of the store told on both engines, by the same words.

#![allow(clippy::unwrap_used, clippy::panic)]

mod ceiling_race;
mod engines;
mod hand;
mod hand_sql;
mod ledger;
mod links;
mod migrations;
mod people;
mod record;
mod rollup;
mod two_writers;
mod world;
