//! Each function of the store told on both engines, by the same words.

#![allow(clippy::unwrap_used, clippy::panic)]

mod calendar;
mod ceiling_race;
mod cells;
mod census;
mod cut_clients;
mod engines;
mod forecasts;
mod hand;
mod hand_sql;
mod hand_statements;
mod journeys;
mod ledger;
mod ledger_model;
mod ledger_world;
mod links;
mod migrations;
mod networks;
mod objectives;
mod people;
mod record;
mod reference;
mod register;
mod restored;
mod rollup;
mod taken;
mod taken_back;
mod tamper;
mod tokens;
mod trail;
mod two_writers;
mod usage;
mod waiting;
mod wishes;
mod world;
