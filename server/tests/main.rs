//! Every test of this crate in one program: what they share is compiled once, and the whole is linked once.

mod adoption;
mod api;
mod audit;
mod cache;
mod calendar;
mod data_quality;
mod face_to_face;
mod forecast;
mod funding;
mod import;
mod journeys;
mod middleware;
mod open_data;
mod request;
mod routes;
mod sign_in;
mod support;
mod usage;
