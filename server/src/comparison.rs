//! Territories compared: the page, its table, its charts.

use crate::request::{Ask, PolicyPath, Route, routes};
use app::{
    comparison::{Comparison, chance_svg, courses_sheet, courses_svg, map_svg, sheet},
    failure::PageError,
    query::FIGURES,
};
use axum::response::Response;

const MESH: &[&str] = &["maille"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/{policy}/comparaison" [FIGURES, MESH] => page;
        get "/{policy}/comparaison.csv" [FIGURES, MESH] => table;
        get "/{policy}/comparaison.xlsx" [FIGURES, MESH] => table;
        get "/{policy}/comparaison/carte.svg" [FIGURES, MESH] => map;
        get "/{policy}/comparaison/hasard.svg" [FIGURES, MESH] => chance;
        get "/{policy}/comparaison/academies.csv" [FIGURES, MESH] => courses;
        get "/{policy}/comparaison/academies.xlsx" [FIGURES, MESH] => courses;
        get "/{policy}/comparaison/academies.svg" [FIGURES, MESH] => courses_chart;
    }
}

async fn load(ask: &Ask<PolicyPath>) -> Result<Comparison, PageError> {
    Comparison::load(&ask.context, &ask.path.policy, &ask.query).await
}

async fn page(ask: Ask<PolicyPath>) -> Response {
    ask.page(load(&ask).await.map(Comparison::page))
}

async fn table(ask: Ask<PolicyPath>) -> Response {
    ask.table("comparaison", load(&ask).await.map(|made| sheet(&made)))
        .await
}

async fn map(ask: Ask<PolicyPath>) -> Response {
    ask.chart("carte", load(&ask).await.map(|made| map_svg(&made)))
}

async fn chance(ask: Ask<PolicyPath>) -> Response {
    ask.chart("hasard", load(&ask).await.map(|made| chance_svg(&made)))
}

async fn courses(ask: Ask<PolicyPath>) -> Response {
    ask.table("academies", load(&ask).await.map(|made| courses_sheet(&made)))
        .await
}

async fn courses_chart(ask: Ask<PolicyPath>) -> Response {
    ask.chart("academies", load(&ask).await.map(|made| courses_svg(&made)))
}
