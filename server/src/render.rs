//! A page as a response.

pub mod problem;

use crate::{
    AppState,
    middleware::{
        auth::Caller,
        cache::{Keep, made_of},
    },
};
use app::{
    failure::PageError,
    ui::page::{Bar, Page, html},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use uuid::Uuid;

/// Answers an address that is not there.
pub async fn unknown(State(app_state): State<AppState>, caller: Caller, uri: Uri) -> Response {
    if uri.path().starts_with(problem::ROOT) {
        return problem::failed(&PageError::NotFound("Cette ressource"));
    }
    answer(&app_state, &caller, Err(PageError::NotFound("Cette page")))
}

/// Says why there is no page, to whoever asks.
pub fn broken(app_state: &AppState, failure: PageError) -> Response {
    show(app_state, &Bar::default(), Err(failure))
}

/// Renders a page for somebody, or the page that says why there is none.
pub fn answer(app_state: &AppState, caller: &Caller, page: Result<Page, PageError>) -> Response {
    let signed_in = matches!(caller, Caller::SignedIn(_));
    let bar = caller
        .principal()
        .map(|by| Bar::of(by, signed_in, app_state.clock.today()))
        .unwrap_or_default();
    show(app_state, &bar, page)
}

fn show(app_state: &AppState, bar: &Bar, page: Result<Page, PageError>) -> Response {
    let page = page.unwrap_or_else(|failure| {
        let number = Uuid::now_v7().simple().to_string();
        if let PageError::Broken(fault) = &failure {
            tracing::error!(%number, %fault, "a page could not be made");
        }
        failure.page(&number)
    });
    let (status, kept) = (page.status, page.kept);
    let mut response = Response::new(Body::from(html(&app_state.frame, bar, &page, made_of(app_state))));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if kept {
        response.extensions_mut().insert(Keep);
    }
    response
}
