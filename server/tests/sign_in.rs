//! Signing in: by a link in a message, by an identity provider.

mod mail_link;
mod oidc;
