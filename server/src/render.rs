//! A page as a response.

use crate::{Site, cache::Keep};
use app::{
    failure::Failure,
    ui::page::{Page, document},
};
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::{nonce::Nonce, prelude::provide_context};
use uuid::Uuid;

/// Renders a page, or the page that says why there is none.
pub async fn answer(site: &Site, page: Result<Page, Failure>) -> Response {
    let page = page.unwrap_or_else(|failure| {
        let number = Uuid::now_v7().simple().to_string();
        if let Failure::Broken(fault) = &failure {
            tracing::error!(%number, %fault, "a page could not be made");
        }
        failure.page(&number)
    });
    let (status, kept) = (page.status, page.kept);
    let frame = site.frame.clone();
    // No nonce: the same page is the same bytes, and the policy of its scripts is by origin.
    let context = || provide_context(Nonce::from_value(""));
    let render = leptos_axum::render_app_async_with_context(context, move || document(&frame, &page));
    let rendered = render(Request::new(Body::empty())).await;
    let mut response = match axum::body::to_bytes(rendered.into_body(), usize::MAX).await {
        Ok(bytes) => Response::new(Body::from(document_only(bytes))),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
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

/// The document without what leptos writes after it: the state that a browser would resume from, which is empty here (an island carries
/// its own figures) and would be an inline script, against the policy.
fn document_only(bytes: Bytes) -> Bytes {
    const END: &[u8] = b"</html>";
    let end = bytes.windows(END.len()).rposition(|window| window == END);
    end.map_or_else(|| bytes.clone(), |end| bytes.slice(..end + END.len()))
}
