//! The money: its page, its ledger, the forms of its entries, its files.

mod files;

use crate::{
    middleware::auth,
    request::{Ask, Posted, Right, Route, routes},
};
use app::{
    failure::PageError,
    funding::{self, EntryForm},
    ui::form::Errors,
};
use axum::response::Response;
use domain::{Action, TerritoryCode};

const DONE: &[&str] = &["fait"];
const LEDGER: &[&str] = &["type", "exercice", "nature", "page"];
/// The fields of a duty.
const DUTY: &[&str] = &[
    "amount", "credit", "day", "duty", "entry", "id", "kind", "note", "seen", "step", "year",
];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    let mut all = routes! {
        get "/financement" [DONE] => page;
        get "/financement/registre" [LEDGER] => list;
        get "/financement/ecritures/n/{entry}" => entry;
        get "/financement/ecritures/{kind}" [EntryForm::PARAMETERS, auth::RESUMED] => form;
        post "/financement/ecritures/{kind}" [EntryForm::PARAMETERS, auth::RESUMED] => write;
        post "/financement/jours" => set_day;
        get "/financement/obligations" [DUTY, DONE, auth::RESUMED] => duties;
        post "/financement/obligations" [DUTY, DONE, auth::RESUMED] => act;
    };
    all.extend(files::routes());
    all
}

/// Who keeps the ledger.
struct KeepsLedger;

impl<P: Sync> Right<P> for KeepsLedger {
    type Granted = ();

    async fn ask(ask: &Ask<P>) -> Result<(), PageError> {
        ask.context
            .allow(Action::KeepLedger, None, &[TerritoryCode::nation()])
    }
}

/// Who tells the délégant of duties.
struct TellsDelegator;

impl Right<()> for TellsDelegator {
    type Granted = ();

    async fn ask(ask: &Ask) -> Result<(), PageError> {
        ask.context
            .allow(Action::TellDelegator, None, &[TerritoryCode::nation()])
    }
}

async fn page(ask: Ask) -> Response {
    ask.page(funding::page(&ask.context, ask.query.get("fait")).await)
}

async fn list(ask: Ask) -> Response {
    ask.page(funding::list(&ask.context, &ask.query).await)
}

async fn entry(ask: Ask<String>) -> Response {
    ask.page(funding::commitment(&ask.context, &ask.path).await)
}

async fn form(ask: Ask<String>) -> Response {
    let resumed = ask.draft().await;
    let form = EntryForm::open(&ask.context, &ask.path, &ask.query, resumed.as_ref());
    ask.page(form.map(|form| form.page(&ask.context)))
}

async fn write(Posted { ask, form, .. }: Posted<String, KeepsLedger>) -> Response {
    ask.redirect_or(funding::write(&ask.context, &ask.path, &form).await)
}

async fn set_day(Posted { ask, form, .. }: Posted<(), KeepsLedger>) -> Response {
    ask.redirect_or(funding::set_day(&ask.context, &form).await)
}

async fn duties(ask: Ask) -> Response {
    ask.page(match ask.draft().await {
        Some(form) => funding::duties(&ask.context, &form, Errors::resumed()).await,
        None => funding::duties(&ask.context, &ask.query, Errors::default()).await,
    })
}

async fn act(Posted { ask, form, .. }: Posted<(), TellsDelegator>) -> Response {
    ask.redirect_or(funding::act(&ask.context, &form).await)
}
