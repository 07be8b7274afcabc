//! Networks of priority education: those of a territory, one of them, and their files.

use crate::request::{Ask, NetworkPath, Route, TerritoryPath, routes};
use app::{
    failure::PageError,
    networks::{NetworkPage, NetworksPage, networks_sheet, schools_sheet},
    query::FIGURES,
};
use axum::response::Response;

const RANK: &[&str] = &["page"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/{policy}/deploiement/{code}/reseaux" [FIGURES, RANK] => list;
        get "/{policy}/deploiement/{code}/reseaux.csv" [FIGURES, RANK] => table;
        get "/{policy}/deploiement/{code}/reseaux.xlsx" [FIGURES, RANK] => table;
        get "/{policy}/reseaux/{code}" [FIGURES] => one;
        get "/{policy}/reseaux/{code}/ecoles.csv" [FIGURES] => schools;
        get "/{policy}/reseaux/{code}/ecoles.xlsx" [FIGURES] => schools;
    }
}

async fn load(ask: &Ask<TerritoryPath>) -> Result<NetworksPage, PageError> {
    NetworksPage::load(&ask.context, &ask.path.policy, ask.path.code, &ask.query).await
}

async fn load_one(ask: &Ask<NetworkPath>) -> Result<NetworkPage, PageError> {
    NetworkPage::load(&ask.context, &ask.path.policy, &ask.path.code, &ask.query).await
}

async fn list(ask: Ask<TerritoryPath>) -> Response {
    ask.page(load(&ask).await.map(NetworksPage::page))
}

async fn table(ask: Ask<TerritoryPath>) -> Response {
    let made = load(&ask).await.map(|page| networks_sheet(&page));
    ask.table(&format!("reseaux-{}", ask.path.code), made).await
}

async fn one(ask: Ask<NetworkPath>) -> Response {
    ask.page(load_one(&ask).await.map(NetworkPage::page))
}

async fn schools(ask: Ask<NetworkPath>) -> Response {
    let made = load_one(&ask).await.map(|page| schools_sheet(&page));
    ask.table(&format!("reseau-{}", ask.path.code), made).await
}
