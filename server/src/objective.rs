//! Objectives of a territory: read, set, taken back.

use crate::request::{Ask, Posted, Route, TerritoryPath, routes};
use app::{objective, query::FIGURES};
use axum::response::Response;

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/{policy}/deploiement/{code}/objectif" [FIGURES] => page;
        post "/{policy}/deploiement/{code}/objectif" [FIGURES] => set;
    }
}

async fn page(ask: Ask<TerritoryPath>) -> Response {
    ask.page(objective::page(&ask.context, &ask.path.policy, ask.path.code, &ask.query).await)
}

async fn set(Posted { ask, form, .. }: Posted<TerritoryPath>) -> Response {
    let Ask {
        context, path, query, ..
    } = &ask;
    ask.redirect_or(objective::set(context, &path.policy, path.code, query, &form).await)
}
