//! Assets in the program, compressed when it was built, served under names that change with their content: a browser may keep them.

use axum::Router;
use memory_serve::{CacheControl, MemoryServe};

fn load() -> MemoryServe {
    memory_serve::load!()
        .index_file(None)
        .enable_hashed_routes(true)
        .cache_control(CacheControl::Short)
}

/// Their routes, below `/assets`.
pub fn router() -> Router {
    load().into_router()
}

/// The addresses of the assets by their names.
pub fn addresses() -> Vec<(String, String)> {
    let named =
        |(route, href): (&str, &str)| (route.trim_start_matches('/').to_owned(), format!("/assets{href}"));
    load().manifest().iter().map(named).collect()
}
