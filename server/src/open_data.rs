//! Open data: what anybody who has a role may take.

use crate::request::{Ask, Route, attachment, kept, routes};
use app::open_data;
use axum::response::Response;

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/donnees-ouvertes" => list;
        get "/donnees-ouvertes/{name}" => file;
    }
}

async fn list(ask: Ask) -> Response {
    ask.page(open_data::page(&ask.context))
}

async fn file(ask: Ask<String>) -> Response {
    match open_data::file(&ask.context, &ask.path).await {
        Ok((file, text)) => kept(attachment(file.name, file.kind(), text.into_bytes())),
        Err(failure) => ask.failed(failure),
    }
}
