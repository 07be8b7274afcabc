//! Territories: the figures of one, its weeks, its children, its charts.

use crate::{
    middleware::auth,
    request::{Ask, Place, PlacePath, PolicyPath, Route, TerritoryPath, routes},
    school,
};
use app::{
    failure::PageError,
    query::FIGURES,
    territory::{TerritoryPage, stages_svg, territories_sheet, weeks_sheet, weeks_svg},
};
use axum::response::Response;
use domain::{PolicyCode, TerritoryCode};

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/" [FIGURES] => home;
        get "/{policy}/deploiement" [FIGURES] => national;
        get "/{policy}/deploiement/{code}" [FIGURES, school::DONE, auth::RESUMED] => place;
        get "/{policy}/deploiement/{code}/semaines.csv" [FIGURES] => weeks;
        get "/{policy}/deploiement/{code}/semaines.xlsx" [FIGURES] => weeks;
        get "/{policy}/deploiement/{code}/semaines.svg" [FIGURES] => weeks_chart;
        get "/{policy}/deploiement/{code}/stades.svg" [FIGURES] => stages_chart;
        get "/{policy}/deploiement/{code}/territoires.csv" [FIGURES] => territories;
        get "/{policy}/deploiement/{code}/territoires.xlsx" [FIGURES] => territories;
    }
}

async fn load<P>(ask: &Ask<P>, policy: &str, code: TerritoryCode) -> Result<TerritoryPage, PageError> {
    TerritoryPage::load(&ask.context, policy, code, &ask.query).await
}

async fn of_path(ask: &Ask<TerritoryPath>) -> Result<TerritoryPage, PageError> {
    load(ask, &ask.path.policy, ask.path.code).await
}

async fn home(ask: Ask) -> Response {
    let loaded = load(&ask, PolicyCode::HALVED_CLASSES.as_str(), TerritoryCode::nation()).await;
    ask.page(loaded.map(TerritoryPage::page))
}

async fn national(ask: Ask<PolicyPath>) -> Response {
    let loaded = load(&ask, &ask.path.policy, TerritoryCode::nation()).await;
    ask.page(loaded.map(TerritoryPage::page))
}

/// A territory by its code, a school by its UAI.
async fn place(ask: Ask<PlacePath>) -> Response {
    let page = match ask.path.place {
        Place::Territory(code) => load(&ask, &ask.path.policy, code).await.map(TerritoryPage::page),
        Place::School(uai) => school::page(&ask, uai).await,
    };
    ask.page(page)
}

async fn weeks(ask: Ask<TerritoryPath>) -> Response {
    let made = of_path(&ask).await.map(|rollout| weeks_sheet(&rollout));
    ask.table(&format!("semaines-{}", ask.path.code), made).await
}

async fn territories(ask: Ask<TerritoryPath>) -> Response {
    let made = match of_path(&ask).await {
        Ok(rollout) if rollout.hides_schools() => Err(PageError::Forbidden),
        made => made.map(|rollout| territories_sheet(&rollout)),
    };
    ask.table(&format!("territoires-{}", ask.path.code), made).await
}

async fn weeks_chart(ask: Ask<TerritoryPath>) -> Response {
    let drawn = of_path(&ask).await.map(|rollout| weeks_svg(&rollout));
    ask.chart(&format!("semaines-{}", ask.path.code), drawn)
}

async fn stages_chart(ask: Ask<TerritoryPath>) -> Response {
    let drawn = of_path(&ask).await.map(|rollout| stages_svg(&rollout));
    ask.chart(&format!("stades-{}", ask.path.code), drawn)
}
