//! Signing in with ProConnect: out to the provider, and back with an answer that is checked before anybody is anybody.

mod accept;

use super::onward;
use crate::{
    AppState,
    clients::proconnect::{Pending, Wrong},
    middleware::{
        auth::{Caller, Origin},
        rate_limit,
        sessions::key,
    },
    request::{Route, Visit, answer, routes},
};
use accept::accept;
use app::{failure::PageError, sign_in::not_identified};
use axum::{
    extract::{Extension, Request},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use domain::{AuditAction, Principal};
use serde::{Deserialize, Serialize};
use store::audit::AuditEvent;
use tower_sessions::Session;
use uuid::Uuid;

/// What waits in the session while its person is with the provider.
#[derive(Serialize, Deserialize)]
struct Outside {
    pending: Pending,
    onward: Option<String>,
    /// The invitation that sent them there.
    invitation: Option<String>,
    /// The account that they were signed in with, to be bound.
    account: Option<i64>,
}

const BEGUN: &[&str] = &["suite", "invitation"];
const BACK: &[&str] = &["state", "code", "error"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/connexion/proconnect" [BEGUN] => begin;
        get "/connexion/proconnect/retour" [BACK] => back;
    }
}

fn lost(error: tower_sessions::session::Error) -> PageError {
    tracing::error!(%error, "a session could not be kept");
    PageError::Busy
}

/// Sends to the provider. A link and not a form: the policy of our pages lets forms lead to ourselves alone.
async fn begin(
    session: Session,
    Extension(from): Extension<Origin>,
    visit: Visit,
    request: Request,
) -> Response {
    if let Some(later) = rate_limit::sign_in(&visit.app_state, &request) {
        return later;
    }
    let sent = leave(&visit, &session, &from).await;
    sent.unwrap_or_else(|failure| visit.page(Err(failure)))
}

/// Keeps what waits in the session, and sends to the provider.
async fn leave(visit: &Visit, session: &Session, from: &Origin) -> Result<Response, PageError> {
    let Visit {
        app_state,
        caller,
        query,
    } = visit;
    let gate = app_state.settings.proconnect.clone();
    let gate = gate.ok_or(PageError::NotFound("Cette page"))?;
    let provider = match gate.provider().await {
        Ok(provider) => provider,
        Err(wrong) => return Ok(refused(app_state, caller, from, &wrong)),
    };
    let (url, pending) = provider.begin();
    let outside = Outside {
        pending,
        onward: onward(query.get("suite")),
        invitation: query.get("invitation").map(str::to_owned),
        account: match caller {
            Caller::SignedIn(signed) => Some(signed.account.id.0),
            _ => None,
        },
    };
    session.insert(key::PENDING, outside).await.map_err(lost)?;
    session.save().await.map_err(lost)?;
    Ok(Redirect::to(&url).into_response())
}

/// Says that the provider's answer was not accepted: a number for the person, the whole for the log, a line for the trail.
fn refused(app_state: &AppState, caller: &Caller, from: &Origin, wrong: &Wrong) -> Response {
    let number = Uuid::now_v7().simple().to_string();
    tracing::warn!(%number, %wrong, "a sign-in was refused");
    let deed = AuditEvent::new(AuditAction::SessionOpened, format!("proconnect {number}"));
    app_state.store.note(
        &Principal::nobody(from.0.clone()),
        app_state.real_clock.now(),
        deed,
        true,
    );
    answer(app_state, caller, Ok(not_identified(&number)))
}

/// Back from the provider.
async fn back(
    session: Session,
    Extension(from): Extension<Origin>,
    headers: HeaderMap,
    Visit {
        app_state,
        caller,
        query,
    }: Visit,
) -> Response {
    match accept(&app_state, &session, &caller, &from, &headers, &query).await {
        Ok(response) => response,
        Err(failure) => answer(&app_state, &caller, Err(failure)),
    }
}

/// Where to sign out at the provider, for who signed in there: the address, and the state that comes back.
pub async fn end(app_state: &AppState, session: &Session) -> Option<(String, String)> {
    let gate = app_state.settings.proconnect.clone()?;
    let token: String = session.get(key::ID_TOKEN).await.ok().flatten()?;
    let state = super::secrets::token();
    match gate.provider().await {
        Ok(provider) => Some((provider.end(&token, &state), state)),
        Err(wrong) => {
            tracing::warn!(%wrong, "signed out here, not at the provider");
            None
        }
    }
}
