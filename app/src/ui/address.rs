//! Addresses of pages: a path, and a query whose values are encoded.

use leptos_router::location::{LocationProvider, RequestUrl};

/// A word that leads somewhere: `href` is a path of the product, as [`address`] writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The word.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A word and where it leads.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// `path?name=value&…` with names and values percent-encoded; pairs without a value are left out.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(if out.len() == path.len() { '?' } else { '&' });
        out.push_str(&encode(name));
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

fn encode(text: &str) -> String {
    RequestUrl::escape(text)
}
