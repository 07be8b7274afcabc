//! Problem details (RFC 9457): why the API gives no answer, as a program reads it and a person understands it.

use app::failure::PageError;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Why there is no answer (RFC 9457).
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status says what it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is, in French.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Why, and what to do, in French.
    pub detail: String,
}

/// Where the API stands.
pub const ROOT: &str = "/api/v1/";

/// A failure of the API.
pub fn failed(failure: &PageError) -> Response {
    let number = Uuid::now_v7().simple().to_string();
    if let PageError::Broken(fault) = failure {
        tracing::error!(%number, %fault, "an answer could not be made");
    }
    let told = failure.in_words(&number);
    problem(told.status, told.title, format!("{} {}", told.why, told.advice))
}

/// Nobody is known to ask.
pub fn unknown() -> Response {
    let detail = "Le jeton manque, ou ne sert plus : il est faux, révoqué, arrivé à son terme, ou son compte est fermé. Créez-en un sur la page Mon compte, et envoyez-le dans l'en-tête Authorization: Bearer.";
    let mut response = problem(401, "Jeton refusé", detail.to_owned());
    let asked = HeaderValue::from_static("Bearer realm=\"classe12\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, asked);
    response
}

/// A token only reads.
pub fn reads_only() -> Response {
    let detail = "Un jeton d'accès lit, il n'écrit rien : faites ce changement sur les pages du service.";
    problem(403, "Lecture seule", detail.to_owned())
}

fn problem(status: u16, title: &'static str, detail: String) -> Response {
    let problem = Problem {
        kind: "about:blank",
        title,
        status,
        detail,
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/problem+json");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
