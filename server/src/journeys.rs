//! How classes go from stage to stage: the page of a territory, and its files.

use crate::request::{Ask, Route, TerritoryPath, routes};
use app::{
    failure::PageError,
    journeys::{self, JourneysPage},
    query::FIGURES,
};
use axum::response::Response;
use report::Sheet;

const SINCE: &[&str] = &["depuis"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/{policy}/deploiement/{code}/parcours" [FIGURES, SINCE] => page;
        get "/{policy}/deploiement/{code}/parcours/entonnoir.csv" [FIGURES, SINCE] => funnel;
        get "/{policy}/deploiement/{code}/parcours/entonnoir.xlsx" [FIGURES, SINCE] => funnel;
        get "/{policy}/deploiement/{code}/parcours/entonnoir.svg" [FIGURES, SINCE] => funnel_chart;
        get "/{policy}/deploiement/{code}/parcours/cohortes.csv" [FIGURES, SINCE] => cohorts;
        get "/{policy}/deploiement/{code}/parcours/cohortes.xlsx" [FIGURES, SINCE] => cohorts;
        get "/{policy}/deploiement/{code}/parcours/cohortes.svg" [FIGURES, SINCE] => cohorts_chart;
        get "/{policy}/deploiement/{code}/parcours/attente.csv" [FIGURES, SINCE] => still;
        get "/{policy}/deploiement/{code}/parcours/attente.xlsx" [FIGURES, SINCE] => still;
        get "/{policy}/deploiement/{code}/parcours/classes.csv" [FIGURES, SINCE] => units;
        get "/{policy}/deploiement/{code}/parcours/classes.xlsx" [FIGURES, SINCE] => units;
    }
}

async fn load(ask: &Ask<TerritoryPath>) -> Result<JourneysPage, PageError> {
    JourneysPage::load(&ask.context, &ask.path.policy, ask.path.code, &ask.query).await
}

async fn page(ask: Ask<TerritoryPath>) -> Response {
    ask.page(load(&ask).await.map(JourneysPage::page))
}

/// A table of the figures.
async fn table(ask: Ask<TerritoryPath>, stem: &str, made: fn(&JourneysPage) -> Sheet) -> Response {
    let sheet = load(&ask).await.map(|page| made(&page));
    ask.table(&format!("{stem}-{}", ask.path.code), sheet).await
}

async fn funnel(ask: Ask<TerritoryPath>) -> Response {
    table(ask, "entonnoir", journeys::funnel_sheet).await
}

async fn cohorts(ask: Ask<TerritoryPath>) -> Response {
    table(ask, "cohortes", journeys::cohorts_sheet).await
}

async fn still(ask: Ask<TerritoryPath>) -> Response {
    table(ask, "attente", journeys::still_sheet).await
}

async fn funnel_chart(ask: Ask<TerritoryPath>) -> Response {
    let drawn = load(&ask).await.map(|page| journeys::funnel_svg(&page));
    ask.chart(&format!("entonnoir-{}", ask.path.code), drawn)
}

async fn cohorts_chart(ask: Ask<TerritoryPath>) -> Response {
    let drawn = load(&ask).await.map(|page| journeys::cohorts_svg(&page));
    ask.chart(&format!("cohortes-{}", ask.path.code), drawn)
}

async fn units(ask: Ask<TerritoryPath>) -> Response {
    let made = journeys::units_sheet(&ask.context, &ask.path.policy, ask.path.code, &ask.query).await;
    ask.table(&format!("classes-en-attente-{}", ask.path.code), made)
        .await
}
