//! Rendering: makes a response of a page, or of why there is none.

pub mod problem;

use crate::{
    AppState,
    state::cache::{Keep, made_of},
};
use app::{
    failure::PageError,
    ui::{layout::Bar, page::Page},
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use uuid::Uuid;

/// Says why there is no page, to whoever asks.
pub fn broken(app_state: &AppState, failure: PageError) -> Response {
    page(app_state, &Bar::default(), Err(failure))
}

/// Renders a page under its bar, or the page that says why there is none.
pub fn page(app_state: &AppState, bar: &Bar, made: Result<Page, PageError>) -> Response {
    let page = made.unwrap_or_else(|failure| {
        let number = Uuid::now_v7().simple().to_string();
        if let PageError::Broken(fault) = &failure {
            tracing::error!(%number, %fault, "a page could not be made");
        }
        failure.page(&number)
    });
    let (status, kept) = (page.status, page.kept);
    let html = app_state.layout.html(bar, &page, made_of(&app_state.store));
    let mut response = Response::new(Body::from(html));
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
