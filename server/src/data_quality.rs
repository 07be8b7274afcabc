//! How good the figures of a territory are: its page, its file; what all figures mean.

pub mod methods;

use crate::request::{Ask, Route, TerritoryPath, routes};
use app::{
    data_quality::{QualityPage, territories_sheet},
    failure::PageError,
    query::FIGURES,
};
use axum::response::Response;

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/{policy}/deploiement/{code}/qualite" [FIGURES] => page;
        get "/{policy}/deploiement/{code}/qualite/territoires.csv" [FIGURES] => territories;
        get "/{policy}/deploiement/{code}/qualite/territoires.xlsx" [FIGURES] => territories;
    }
}

async fn load(ask: &Ask<TerritoryPath>) -> Result<QualityPage, PageError> {
    QualityPage::load(&ask.context, &ask.path.policy, ask.path.code, &ask.query).await
}

async fn page(ask: Ask<TerritoryPath>) -> Response {
    ask.page(load(&ask).await.map(QualityPage::page))
}

async fn territories(ask: Ask<TerritoryPath>) -> Response {
    let made = load(&ask).await.map(|page| territories_sheet(&page));
    ask.table(&format!("qualite-{}", ask.path.code), made).await
}
