//! What people see and send: the crate of views in leptos.
//!
//! A page is loaded from the store, then shown by a pure view. For the browser only what the islands need is compiled.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use ::french;

#[allow(
    missing_docs,
    reason = "the macros of islands and server functions write items of their own"
)]
pub mod search;

#[cfg(not(target_arch = "wasm32"))]
pub mod account;
#[cfg(not(target_arch = "wasm32"))]
pub mod adoption;
#[cfg(not(target_arch = "wasm32"))]
pub mod api;
#[cfg(not(target_arch = "wasm32"))]
pub mod audit;
#[cfg(not(target_arch = "wasm32"))]
pub mod calendar;
#[cfg(not(target_arch = "wasm32"))]
pub mod comparison;
#[cfg(not(target_arch = "wasm32"))]
pub mod context;
#[cfg(not(target_arch = "wasm32"))]
pub mod data_quality;
#[cfg(not(target_arch = "wasm32"))]
pub mod face_to_face;
#[cfg(not(target_arch = "wasm32"))]
pub mod forecast;
#[cfg(not(target_arch = "wasm32"))]
pub mod funding;
#[cfg(not(target_arch = "wasm32"))]
pub mod import;
#[cfg(not(target_arch = "wasm32"))]
pub mod journeys;
#[cfg(not(target_arch = "wasm32"))]
pub mod networks;
#[cfg(not(target_arch = "wasm32"))]
pub mod objective;
#[cfg(not(target_arch = "wasm32"))]
pub mod open_data;
#[cfg(not(target_arch = "wasm32"))]
pub mod query;
#[cfg(not(target_arch = "wasm32"))]
mod request;
#[cfg(not(target_arch = "wasm32"))]
pub mod school;
#[cfg(not(target_arch = "wasm32"))]
pub mod sign_in;
#[cfg(not(target_arch = "wasm32"))]
pub mod territory;
#[cfg(not(target_arch = "wasm32"))]
pub mod ui;
#[cfg(not(target_arch = "wasm32"))]
pub mod usage;

#[cfg(not(target_arch = "wasm32"))]
pub use {context::scope, data_quality::methods, ui::failure};
