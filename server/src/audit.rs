//! Who did what: the audit trail as a page, and as a file.

use crate::request::{Ask, Route, routes};
use app::audit;
use axum::response::Response;

const FILTERS: &[&str] = &["qui", "quoi", "du", "au", "refus"];
const RANK: &[&str] = &["page"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/audit" [FILTERS, RANK] => page;
        get "/audit.csv" [FILTERS, RANK] => table;
        get "/audit.xlsx" [FILTERS, RANK] => table;
    }
}

async fn page(ask: Ask) -> Response {
    ask.page(audit::page(&ask.context, &ask.query).await)
}

/// What one may read of the trail is one's own: the file is not kept for others.
async fn table(ask: Ask) -> Response {
    let stem = format!("qui-a-fait-quoi-{}", ask.context.today);
    ask.own_table(&stem, audit::sheet(&ask.context, &ask.query).await)
        .await
}
