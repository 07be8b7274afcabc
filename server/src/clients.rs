//! Clients of other services: the mail server, the identity provider, the measures of use, over one bounded way of asking by HTTP.

pub mod http;
pub mod mail;
pub mod matomo;
pub mod proconnect;
