//! Drafts: a form that comes after its session had ended is kept, and given back after signing in again.

use super::{Caller, RESUME, here, to_sign_in};
use crate::AppState;
use app::query::Query;
use axum::{body::to_bytes, extract::Request, http::Uri, response::Response};
use domain::AccountId;

/// The largest form that is given back after signing in again.
const DRAFT_MAX: usize = 64 << 10;

/// Keeps a form that came after its session had ended, and sends its person to sign in.
pub async fn keep_draft(app_state: &AppState, account: AccountId, request: Request) -> Response {
    let here = here(request.uri());
    let body = to_bytes(request.into_body(), DRAFT_MAX).await;
    if let Ok(bytes) = body
        && let Ok(form) = std::str::from_utf8(&bytes)
        && let Err(stop) = app_state
            .store
            .put_draft(account, app_state.real_clock.now(), &here, form)
            .await
    {
        tracing::error!(%stop, "what somebody typed could not be kept");
    }
    let mark = if here.contains('?') { '&' } else { '?' };
    to_sign_in(&format!("{here}{mark}{RESUME}=1"))
}

/// What was being typed at an address when the session ended: given back once, to be read again and sent.
pub async fn draft(app_state: &AppState, caller: &Caller, uri: &Uri, query: &Query) -> Option<Query> {
    let (Caller::SignedIn(signed), Some(_)) = (caller, query.get(RESUME)) else {
        return None;
    };
    let here = uri.path_and_query()?.as_str();
    let address = here
        .trim_end_matches(&format!("{RESUME}=1"))
        .trim_end_matches(['?', '&']);
    match app_state.store.take_draft(signed.account.id, address).await {
        Ok(form) => form.map(|form| Query::read(&form)),
        Err(stop) => {
            tracing::error!(%stop, "what somebody typed could not be given back");
            None
        }
    }
}
