//! The read API: the pages' own figures as JSON, described by a document made of the types that it answers with.

mod answers;
mod ask;
mod figures;
mod funding;

use crate::{
    render::problem::Problem,
    request::{Route, Visit, routes},
};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

const WRITTEN: &[&str] = &["format"];
/// The filters of the figures.
const FIGURES: &[&str] = &["policy", "year", "level", "priority_education"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/api/v1" => page;
        get "/api/v1/openapi.json" => description;
        get "/api/v1/territories" [&["kind", "parent"], WRITTEN] => figures::territories;
        get "/api/v1/territories/{code}/weeks" [FIGURES, &["from", "to"], WRITTEN] => figures::weeks;
        get "/api/v1/territories/{code}/children" [FIGURES, WRITTEN] => figures::children;
        get "/api/v1/territories/{code}/units" [FIGURES, &["cursor", "limit"], WRITTEN] => figures::units;
        get "/api/v1/objectives" [FIGURES, &["territory"], WRITTEN] => figures::objectives;
        get "/api/v1/funding" [WRITTEN] => funding::ceilings;
        get "/api/v1/funding/entries" [&["year"], WRITTEN] => funding::entries;
    }
}

/// What describes the API to a program.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pilotage de Classe à 12",
        description = "Lecture seule. Les chiffres sont ceux des pages, avec les droits du compte dont on présente le jeton.",
        version = "1",
        license(name = "Licence Ouverte 2.0", url = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
    ),
    paths(
        figures::territories,
        figures::weeks,
        figures::children,
        figures::units,
        figures::objectives,
        funding::ceilings,
        funding::entries
    ),
    components(schemas(Problem)),
    security(("token" = [])),
    modifiers(&Token)
)]
struct Description;

/// How one says who asks.
struct Token;

impl Modify for Token {
    fn modify(&self, described: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("c12_…")
            .description(Some("Un jeton créé sur la page Mon compte."))
            .build();
        let components = described.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The description. It says nothing of anybody: whoever asks may read it.
async fn description() -> Response {
    Json(Description::openapi()).into_response()
}

/// How to use it, for people.
async fn page(visit: Visit) -> Response {
    visit.page(Ok(app::api::page(&visit.app_state.settings.public)))
}
