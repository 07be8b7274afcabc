//! Clients of other services: the mail server, the identity provider, over one bounded way of asking by HTTP.

pub mod http;
pub mod mail;
pub mod proconnect;
