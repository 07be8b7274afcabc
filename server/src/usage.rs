//! UsagePage of the service: their page and files, the class that a school's uses are of, the stages that they suggest.

pub mod matomo;

use crate::request::{Ask, PolicyPath, Posted, Route, SchoolPath, TerritoryPath, routes};
use app::{
    failure::PageError,
    query::FIGURES,
    usage::{self, Suggestions, UsagePage},
};
use axum::response::Response;

const MEASURE: &[&str] = &["mesure"];
const SUGGESTED: &[&str] = &["territoire", "page", "fait"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/{policy}/deploiement/{code}/usages" [FIGURES, MEASURE] => page;
        post "/{policy}/deploiement/{code}/usages" [FIGURES, MEASURE] => link;
        get "/{policy}/deploiement/{code}/usages.csv" [FIGURES, MEASURE] => table;
        get "/{policy}/deploiement/{code}/usages.xlsx" [FIGURES, MEASURE] => table;
        get "/{policy}/deploiement/{code}/usages.svg" [FIGURES, MEASURE] => chart;
        get "/{policy}/suggestions" [FIGURES, SUGGESTED] => suggestions;
        post "/{policy}/suggestions" [FIGURES, SUGGESTED] => accept;
    }
}

async fn load(ask: &Ask<TerritoryPath>) -> Result<UsagePage, PageError> {
    UsagePage::load(&ask.context, &ask.path.policy, ask.path.code, &ask.query).await
}

async fn page(ask: Ask<TerritoryPath>) -> Response {
    ask.page(load(&ask).await.map(UsagePage::page))
}

async fn table(ask: Ask<TerritoryPath>) -> Response {
    let made = load(&ask).await.map(|uses| usage::sheet(&uses));
    ask.table(&format!("usages-{}", ask.path.code), made).await
}

async fn chart(ask: Ask<TerritoryPath>) -> Response {
    let drawn = load(&ask).await.map(|uses| usage::svg(&uses));
    ask.chart(&format!("usages-{}", ask.path.code), drawn)
}

/// Says which class a school's uses are of.
async fn link(Posted { ask, form, .. }: Posted<SchoolPath>) -> Response {
    let Ask {
        context, path, query, ..
    } = &ask;
    ask.redirect_or(usage::link(context, &path.policy, path.uai, query, &form).await)
}

async fn suggestions(ask: Ask<PolicyPath>) -> Response {
    let page = Suggestions::load(&ask.context, &ask.path.policy, &ask.query).await;
    ask.page(page.map(Suggestions::page))
}

/// Accepts the suggestions ticked.
async fn accept(Posted { ask, form, .. }: Posted<PolicyPath>) -> Response {
    ask.redirect_or(usage::accept(&ask.context, &ask.path.policy, &ask.query, &form).await)
}
