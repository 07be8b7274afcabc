//! How long what is sent may take to come: a form a few seconds in all, a file as long as it goes on coming.

use crate::AppState;
use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tower_http::timeout::{DeadlineBody, TimeoutBody, TimeoutError};

/// The address that files are sent to: they take longer to come than forms, and more room.
pub const FILES: &str = "/imports";
/// How long a file may take to come, however it comes: 2 GiB at 2.4 Mbit a second.
const FILE: Duration = Duration::from_secs(2 * 3_600);
/// How long a file may stand still.
const FILE_STILL: Duration = Duration::from_secs(30);
/// What is told to whoever was too slow.
const LATE: &str = "Votre envoi a mis trop de temps à arriver : rien n'a été enregistré. Recommencez.\n";

/// Cuts a body that takes too long (a request body deadline), and says so whatever its handler makes of it: else a place
/// among the requests under way is held for as long as a sender wants.
pub async fn in_time(State(app_state): State<AppState>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let late = Arc::new(AtomicBool::new(false));
    let is_file = *request.method() == Method::POST && request.uri().path() == FILES;
    let said = Arc::clone(&late);
    let request = request.map(|body| match is_file {
        true => told(DeadlineBody::new(FILE, TimeoutBody::new(FILE_STILL, body)), said),
        false => told(DeadlineBody::new(app_state.settings.limits.form, body), said),
    });
    let response = next.run(request).await;
    match late.load(Ordering::Relaxed) {
        true => (StatusCode::REQUEST_TIMEOUT, LATE).into_response(),
        false => response,
    }
}

/// A body that says when it was cut for being late.
fn told<B>(body: DeadlineBody<B>, late: Arc<AtomicBool>) -> Body
where
    B: HttpBody<Data = axum::body::Bytes> + Send + 'static,
    B::Error: Into<tower::BoxError>,
{
    Body::new(body.map_err(move |error| {
        if error.is::<TimeoutError>() {
            late.store(true, Ordering::Relaxed);
        }
        error
    }))
}
