//! Two territories face to face, or two school years of one: the page, and its files.

use crate::request::{Ask, PolicyPath, Route, routes};
use app::{
    face_to_face::{Pair, sheet, svg},
    failure::PageError,
    query::FIGURES,
};
use axum::response::Response;

const BOTH: &[&str] = &["a", "b", "annee_b"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/{policy}/face-a-face" [FIGURES, BOTH] => page;
        get "/{policy}/face-a-face.csv" [FIGURES, BOTH] => table;
        get "/{policy}/face-a-face.xlsx" [FIGURES, BOTH] => table;
        get "/{policy}/face-a-face.svg" [FIGURES, BOTH] => chart;
    }
}

async fn load(ask: &Ask<PolicyPath>) -> Result<Pair, PageError> {
    Pair::load(&ask.context, &ask.path.policy, &ask.query).await
}

async fn page(ask: Ask<PolicyPath>) -> Response {
    ask.page(load(&ask).await.map(Pair::page))
}

async fn table(ask: Ask<PolicyPath>) -> Response {
    ask.table("face-a-face", load(&ask).await.map(|pair| sheet(&pair)))
        .await
}

async fn chart(ask: Ask<PolicyPath>) -> Response {
    ask.chart("face-a-face", load(&ask).await.map(|pair| svg(&pair)))
}
