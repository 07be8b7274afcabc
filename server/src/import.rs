//! Files that somebody brings: the form, the register, an import's progress and report; the upload itself.

mod upload;

use crate::{
    middleware::body_deadline::FILES,
    request::{Ask, Route, attachment, routes},
};
use app::import;
use axum::{extract::DefaultBodyLimit, http::Method, response::Response, routing::post};

const KIND: &[&str] = &["contenu"];

/// Their addresses.
pub fn routes() -> Vec<Route> {
    let mut all = routes! {
        get "/imports" => list;
        get "/imports/chorus-colonnes.toml" => chorus_columns;
        get "/imports/modele.csv" [KIND] => template;
        get "/imports/modele.xlsx" [KIND] => template;
        get "/imports/{id}" => one;
        get "/imports/{id}/erreurs.csv" => given_back;
        get "/imports/{id}/erreurs.xlsx" => given_back;
    };
    all.push(Route {
        method: Method::POST,
        path: FILES,
        query: &[],
        // Files go by another way than forms, with a limit of their own.
        answer: post(upload::receive).layer(DefaultBodyLimit::disable()),
    });
    all
}

async fn list(ask: Ask) -> Response {
    ask.page(import::list(&ask.context, None).await)
}

async fn one(ask: Ask<String>) -> Response {
    let with_progress = |row| ask.app_state.with_progress(row);
    ask.page(import::one(&ask.context, &ask.path, with_progress).await)
}

async fn chorus_columns(ask: Ask) -> Response {
    const KIND: &str = "application/toml; charset=utf-8";
    match import::chorus_columns(&ask.context, &ask.app_state.settings.data) {
        Ok(text) => attachment("chorus-colonnes.toml", KIND, text.into_bytes()),
        Err(failure) => ask.failed(failure),
    }
}

/// An empty table of a kind, to be filled.
async fn template(ask: Ask) -> Response {
    let kind = ask.query.get("contenu").unwrap_or_default().to_owned();
    ask.own_table(
        &format!("modele-{kind}"),
        import::template(&ask.context, &ask.query),
    )
    .await
}

/// A refused file with what is wrong beside each row, for those who see its import alone.
async fn given_back(ask: Ask<String>) -> Response {
    let made = import::given_back(&ask.context, &ask.path).await;
    ask.own_table("fichier-a-corriger", made).await
}
