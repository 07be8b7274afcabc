//! One address of the product, with what it reads of its query.

use crate::AppState;
use app::query::Names;
use axum::{http::Method, routing::MethodRouter};

/// An address, and what answers it.
pub struct Route {
    /// How it is asked.
    pub method: Method,
    /// Its path, with names in braces.
    pub path: &'static str,
    /// The parameters that it reads. No others reach its page, nor make another page for the page cache.
    pub query: Names,
    /// What answers.
    pub answer: MethodRouter<AppState>,
}

/// A list of [`Route`]s: `get "/path" [FIGURES, &["page"]] => handler;`, the lists of parameters being left out where there are none.
macro_rules! routes {
    ($($method:ident $path:literal $([$($names:expr),*])? => $handler:expr;)*) => {
        vec![$($crate::request::Route {
            method: $crate::request::routes!(@method $method),
            path: $path,
            query: &[$($($names),*)?],
            answer: axum::routing::$method($handler),
        }),*]
    };
    (@method get) => { axum::http::Method::GET };
    (@method post) => { axum::http::Method::POST };
}
pub(crate) use routes;
