//! What the figures mean: the page of the method.

use crate::request::{Route, Visit, routes};
use app::methods;
use axum::response::Response;

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/methodes" => page;
    }
}

async fn page(visit: Visit) -> Response {
    visit.page(Ok(methods::page()))
}
