//! What every request goes through: other sites' forms, sessions, limits.

mod csrf;
mod one_client;
mod sessions;
