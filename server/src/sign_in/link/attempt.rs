//! An attempt to sign in: its form, within the limits of those who guess.

use crate::{
    AppState,
    middleware::{auth::Origin, rate_limit},
    request::Visit,
    sign_in::{onward, open},
};
use app::{query::Query, ui::page::Page};
use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{AccountId, Refusal};
use store::StoreError;
use tower_sessions::Session;

/// The longest form of a sign-in.
const FORM_MAX: usize = 8 << 10;

/// An attempt to sign in: counted against its sender's rate limit before its form is read.
pub struct Attempt {
    pub(super) visit: Visit,
    headers: HeaderMap,
    pub(super) from: Origin,
    pub(super) form: Query,
}

impl FromRequest<AppState> for Attempt {
    type Rejection = Response;

    async fn from_request(request: Request, app_state: &AppState) -> Result<Self, Response> {
        if let Some(later) = rate_limit::sign_in(app_state, &request) {
            return Err(later);
        }
        let (mut parts, body) = request.into_parts();
        let Ok(visit) = Visit::from_request_parts(&mut parts, app_state).await;
        let from = parts.extensions.get::<Origin>().cloned();
        let bytes = axum::body::to_bytes(body, FORM_MAX).await;
        let bytes = bytes.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
        Ok(Self {
            visit,
            headers: parts.headers,
            from: from.unwrap_or(Origin(None)),
            form: Query::read(&String::from_utf8_lossy(&bytes)),
        })
    }
}

impl Attempt {
    /// Where to go on once signed in.
    pub(super) fn onward(&self) -> Option<String> {
        onward(self.form.get("suite"))
    }

    /// Opens the session of the account whose secret was used, or says that the secret is dead.
    pub(super) async fn finish(
        &self,
        session: &Session,
        used: Result<AccountId, StoreError>,
        dead: impl FnOnce() -> Page,
    ) -> Response {
        let (app_state, visit) = (&self.visit.app_state, &self.visit);
        let opened = match used {
            Ok(account) => {
                open(
                    app_state,
                    session,
                    account,
                    &self.headers,
                    &self.from,
                    self.onward(),
                )
                .await
            }
            Err(StoreError::Refused(Refusal::DeadLink)) => return visit.page(Ok(dead())),
            Err(stop) => Err(stop.into()),
        };
        opened.unwrap_or_else(|failure| visit.page(Err(failure)))
    }
}
