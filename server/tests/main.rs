//! Every test of this crate in one program: what they share is compiled once, and the whole is linked once.

mod account_report;
mod api;
mod ask;
mod cache;
mod calendar;
mod csrf;
mod files;
mod forecasts;
mod journeys;
mod mail_link;
mod matomo;
mod money;
mod oidc;
mod one_client;
mod open_data;
mod page_mark;
mod pairs;
mod rights;
mod sessions;
mod support;
mod trail;
mod unchanged;
