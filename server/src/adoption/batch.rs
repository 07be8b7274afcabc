//! Batches: their list, the receipt of each, and its undoing.

use crate::{
    middleware::auth,
    request::{Ask, Posted, Right, Route, routes},
};
use app::{
    adoption::batch::{self, Receipt, Undoable},
    failure::PageError,
    ui::form::RESUMED,
};
use axum::response::Response;

const LIST: &[&str] = &["genre", "qui", "page"];
const DONE: &[&str] = &["fait"];

/// Their addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/envois" [LIST] => list;
        get "/envois.csv" [LIST] => list_table;
        get "/envois.xlsx" [LIST] => list_table;
        get "/envois/{id}" [DONE, auth::RESUMED] => receipt;
        post "/envois/{id}" [DONE, auth::RESUMED] => undo;
        get "/envois/{id}/classes.csv" => units;
        get "/envois/{id}/classes.xlsx" => units;
    }
}

async fn list(ask: Ask) -> Response {
    ask.page(batch::list(&ask.context, &ask.query).await)
}

async fn list_table(ask: Ask) -> Response {
    let stem = format!("envois-{}", ask.context.today);
    ask.own_table(&stem, batch::list_sheet(&ask.context, &ask.query).await)
        .await
}

async fn receipt(ask: Ask<String>) -> Response {
    let loaded = Receipt::load(&ask.context, &ask.path, &ask.query).await;
    ask.page(match (loaded, ask.draft().await) {
        (Ok(receipt), Some(_)) => Ok(receipt.refused(RESUMED.to_owned()).page()),
        (loaded, _) => loaded.map(Receipt::page),
    })
}

async fn units(ask: Ask<String>) -> Response {
    let stem = format!("envoi-{}", ask.path);
    ask.own_table(&stem, batch::units_sheet(&ask.context, &ask.path).await)
        .await
}

/// Who may undo a batch.
struct MayUndo;

impl Right<String> for MayUndo {
    type Granted = Undoable;

    async fn ask(ask: &Ask<String>) -> Result<Undoable, PageError> {
        Undoable::allow(&ask.context, &ask.path).await
    }
}

/// Undoes a batch; its receipt is loaded where that is refused.
async fn undo(posted: Posted<String, MayUndo>) -> Response {
    let (ask, undoable) = (&posted.ask, &posted.granted);
    let done = match undoable.send(&ask.context, &posted.form).await {
        Ok(Ok(address)) => Ok(Ok(address)),
        Ok(Err(why)) => Receipt::load(&ask.context, &ask.path, &ask.query)
            .await
            .map(|receipt| Err(receipt.refused(why).page())),
        Err(failure) => Err(failure),
    };
    ask.redirect_or(done)
}
