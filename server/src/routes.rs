//! Every address of the product, in one list: the router is made of it, and the test of rights walks it.

pub use crate::request::Route;

use crate::{
    AppState, account, adoption, api, audit, calendar, comparison, data_quality, events, face_to_face,
    funding, health, import, journeys, middleware::auth::Caller, networks, objective, open_data,
    render::problem, request::answer, search, sign_in, territory, usage,
};
use app::failure::PageError;
use axum::{extract::State, http::Uri, response::Response};

/// The addresses, subject by subject.
pub fn all() -> Vec<Route> {
    [
        territory::routes(),
        adoption::routes(),
        objective::routes(),
        comparison::routes(),
        face_to_face::routes(),
        journeys::routes(),
        networks::routes(),
        data_quality::routes(),
        usage::routes(),
        calendar::routes(),
        funding::routes(),
        search::routes(),
        data_quality::methods::routes(),
        import::routes(),
        open_data::routes(),
        api::routes(),
        account::routes(),
        audit::routes(),
        sign_in::routes(),
        events::routes(),
        health::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Answers an address that is not there.
pub async fn unknown(State(app_state): State<AppState>, caller: Caller, uri: Uri) -> Response {
    if uri.path().starts_with(problem::ROOT) {
        return problem::failed(&PageError::NotFound("Cette ressource"));
    }
    answer(&app_state, &caller, Err(PageError::NotFound("Cette page")))
}
