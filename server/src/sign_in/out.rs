//! Signing out: here, and at the provider.

use super::{pro, renew};
use crate::{
    AppState,
    middleware::{auth::Caller, sessions::key},
    request::{Visit, answer},
};
use app::failure::PageError;
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::AuditAction;
use store::audit::AuditEvent;
use tower_sessions::Session;

/// Signs out: the session ends here and now.
pub(super) async fn out(session: Session, visit: Visit) -> Response {
    let app_state = &visit.app_state;
    if let Caller::SignedIn(signed) = &visit.caller {
        let deed = AuditEvent::new(AuditAction::SessionClosed, "");
        app_state
            .store
            .note(&signed.by, app_state.real_clock.now(), deed, false);
    }
    let end = pro::end(app_state, &session).await;
    if let Err(error) = close(&session, end.as_ref().map(|(_, state)| state)).await {
        tracing::error!(%error, "a session could not be closed");
        return visit.page(Err(PageError::Busy));
    }
    left(app_state, end.map(|(url, _)| url))
}

/// The answer to whoever signed out: their browser forgets our pages, and goes on to the provider's own sign-out if there is one.
fn left(app_state: &AppState, onward: Option<String>) -> Response {
    let mut response = match onward {
        None => Redirect::to("/deconnexion").into_response(),
        Some(url) => leaving(app_state, &url),
    };
    let clear = HeaderName::from_static("clear-site-data");
    response
        .headers_mut()
        .insert(clear, HeaderValue::from_static("\"cache\""));
    response
}

/// Ends a session; what the provider brings back is kept in an empty one.
async fn close(session: &Session, left: Option<&String>) -> Result<(), tower_sessions::session::Error> {
    renew(session).await?;
    if let Some(state) = left {
        session.insert(key::LEFT, state).await?;
        session.save().await?;
    }
    Ok(())
}

/// Leads on to the provider's own sign-out by a page, not a redirect: a form of ours may lead to ourselves alone.
fn leaving(app_state: &AppState, url: &str) -> Response {
    let mut response = answer(app_state, &Caller::Nobody, Ok(app::sign_in::leaving(url)));
    if let Ok(value) = HeaderValue::try_from(format!("0; url={url}")) {
        response.headers_mut().insert(header::REFRESH, value);
    }
    response
}

/// Says that one is signed out.
pub(super) async fn outside(session: Session, visit: Visit) -> Response {
    if let Some(state) = visit.query.get("state") {
        let left: Option<String> = session.get(key::LEFT).await.ok().flatten();
        if left.as_deref() != Some(state) {
            tracing::warn!("somebody came back from a sign-out that was not begun here");
        }
        if !matches!(visit.caller, Caller::SignedIn(_))
            && let Err(error) = session.flush().await
        {
            tracing::warn!(%error, "what was left of a session stays until it ends");
        }
    }
    visit.page(Ok(app::sign_in::outside()))
}
