//! What people see and send: the only crate that names leptos.

pub mod french;
pub mod ui;
