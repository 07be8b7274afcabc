//! The search of a school: its page, and what its island asks as one types.

use crate::request::{Ask, Route, routes};
use app::search;
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::Action;

const TEXT: &[&str] = &["q"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/recherche" [TEXT] => page;
        get "/api/schools" [TEXT] => find;
    }
}

async fn page(ask: Ask) -> Response {
    ask.page(search::page(&ask.context, &ask.query).await)
}

/// Answers the island by leptos's own way (server function).
async fn find(ask: Ask, request: Request) -> Response {
    let context = ask.context;
    if context.reach(Action::ReadSchools, None).is_err() {
        return StatusCode::FORBIDDEN.into_response();
    }
    leptos_axum::handle_server_fns_with_context(
        move || leptos::prelude::provide_context(context.clone()),
        request,
    )
    .await
    .into_response()
}
