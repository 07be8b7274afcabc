//! What every request goes through on its way to its handler (middleware), from the outside in: metrics, headers, time limits, rate
//! limits, sessions, the caller, the page cache.

pub mod auth;
pub mod body_deadline;
pub mod cache;
pub mod client_address;
pub mod connection_limit;
pub mod metrics;
pub mod rate_limit;
pub mod security_headers;
pub mod sessions;
