//! What people see and send: the only crate that names leptos.
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
pub mod api;
#[cfg(not(target_arch = "wasm32"))]
pub mod bulk;
#[cfg(not(target_arch = "wasm32"))]
pub mod calendar;
#[cfg(not(target_arch = "wasm32"))]
pub mod desk;
#[cfg(not(target_arch = "wasm32"))]
pub mod failure;
#[cfg(not(target_arch = "wasm32"))]
pub mod funding;
#[cfg(not(target_arch = "wasm32"))]
pub mod imports;
#[cfg(not(target_arch = "wasm32"))]
pub mod methods;
#[cfg(not(target_arch = "wasm32"))]
pub mod open_data;
#[cfg(not(target_arch = "wasm32"))]
pub mod query;
#[cfg(not(target_arch = "wasm32"))]
pub mod rollout;
#[cfg(not(target_arch = "wasm32"))]
pub mod school;
#[cfg(not(target_arch = "wasm32"))]
pub mod ui;
#[cfg(not(target_arch = "wasm32"))]
pub mod update;
#[cfg(not(target_arch = "wasm32"))]
pub mod usage;
#[cfg(not(target_arch = "wasm32"))]
pub mod words;
