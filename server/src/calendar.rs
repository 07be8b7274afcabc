//! The school calendar: read, changed, as a file.

use crate::{
    middleware::auth,
    request::{Ask, Posted, Right, Route, routes},
};
use app::{
    calendar::{self, CalendarPage},
    failure::PageError,
};
use axum::response::Response;
use domain::Action;

const SHOWN: &[&str] = &["annee", "fait"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/calendrier" [SHOWN, auth::RESUMED] => page;
        post "/calendrier" [SHOWN, auth::RESUMED] => change;
        get "/calendrier.csv" [SHOWN] => table;
        get "/calendrier.xlsx" [SHOWN] => table;
    }
}

/// Who may change the calendar.
struct MaySet;

impl Right<()> for MaySet {
    type Granted = ();

    async fn ask(ask: &Ask) -> Result<(), PageError> {
        ask.context.allow(Action::SetCalendar, None, &[])
    }
}

async fn page(ask: Ask) -> Response {
    let resumed = ask.draft().await;
    ask.page(calendar::page(&ask.context, &ask.query, resumed.as_ref()).await)
}

async fn change(Posted { ask, form, .. }: Posted<(), MaySet>) -> Response {
    ask.redirect_or(calendar::change(&ask.context, &ask.query, &form).await)
}

async fn table(ask: Ask) -> Response {
    let shown = calendar::load(&ask.context, &ask.query).await;
    let stem = shown.as_ref().map(CalendarPage::stem).unwrap_or_default();
    let sheet = shown.map(|shown| calendar::sheet(&shown, ask.context.today));
    ask.table_named(&stem, sheet).await
}
