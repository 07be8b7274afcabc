//! The read API: the pages' own figures as JSON, described by a document made of the types that it answers with.

mod answers;
mod ask;
mod bearer;
mod figures;
mod money;
mod problem;

pub use bearer::{Bears, bearer};
pub use figures::{children, objectives, territories, units, weeks};
pub use money::{ceilings, entries};
pub use problem::{ROOT, failed};

use crate::{Site, render::answer, who::Who};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

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
        money::ceilings,
        money::entries
    ),
    components(schemas(answers::Problem)),
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
pub async fn description() -> Response {
    Json(Description::openapi()).into_response()
}

/// How to use it, for people.
pub async fn page(State(site): State<Site>, who: Who) -> Response {
    answer(&site, &who, Ok(app::api::page(&site.settings.public)))
}

/// What the API has under its root that is not there.
pub fn nothing() -> Response {
    failed(&app::failure::Failure::NotFound("Cette ressource"))
}
