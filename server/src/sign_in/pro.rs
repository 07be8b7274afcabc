//! Signing in with ProConnect: out to the provider, and back with an answer that is checked before anybody is anybody.

use super::{onward, open};
use crate::{
    AppState,
    clients::proconnect::{Identity, Pending, Wrong},
    middleware::{
        auth::{Caller, Origin},
        rate_limit,
        sessions::key,
    },
    request::{Route, Visit, answer, routes},
};
use app::{
    failure::PageError,
    query::Query,
    sign_in::{not_identified, uninvited},
};
use axum::{
    extract::{Extension, Request},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use domain::{AccountId, Actor, AuditAction, Principal, Refusal, account::LinkKind};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    account::{LinkState, Secret},
    audit::AuditEvent,
};
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

async fn accept(
    app_state: &AppState,
    session: &Session,
    caller: &Caller,
    from: &Origin,
    headers: &HeaderMap,
    query: &Query,
) -> Result<Response, PageError> {
    let gate = app_state.settings.proconnect.clone();
    let gate = gate.ok_or(PageError::NotFound("Cette page"))?;
    // Taken before it is looked at: an answer is played once.
    let outside: Option<Outside> = session.remove(key::PENDING).await.map_err(lost)?;
    if session.id().is_some() {
        session.save().await.map_err(lost)?;
    }
    let (Some(outside), Some(state)) = (outside, query.get("state")) else {
        return Ok(refused(app_state, caller, from, &Wrong::State));
    };
    if let Some(error) = query.get("error") {
        let error: String = error.chars().take(60).collect();
        return Ok(refused(app_state, caller, from, &Wrong::Code(error)));
    }
    let provider = match gate.provider().await {
        Ok(provider) => provider,
        Err(wrong) => return Ok(refused(app_state, caller, from, &wrong)),
    };
    let code = query.get("code").unwrap_or_default();
    let finished = provider
        .finish(&outside.pending, state, code, app_state.real_clock.now())
        .await;
    let identity = match finished {
        Ok(identity) => identity,
        Err(wrong) => return Ok(refused(app_state, caller, from, &wrong)),
    };
    let Some(account) = account_of(app_state, from, &identity, &outside).await? else {
        let deed = AuditEvent::new(AuditAction::SessionOpened, "proconnect uninvited");
        app_state.store.note(
            &Principal::nobody(from.0.clone()),
            app_state.real_clock.now(),
            deed,
            true,
        );
        return Ok(answer(
            app_state,
            caller,
            Ok(uninvited(&app_state.settings.contact)),
        ));
    };
    let response = open(app_state, session, account, headers, from, outside.onward).await?;
    session
        .insert(key::ID_TOKEN, identity.id_token)
        .await
        .map_err(lost)?;
    session.save().await.map_err(lost)?;
    let by = Principal {
        actor: Actor::Account(account),
        ..Principal::nobody(from.0.clone())
    };
    app_state.store.note(
        &by,
        app_state.real_clock.now(),
        AuditEvent::new(AuditAction::SessionOpened, "proconnect"),
        false,
    );
    Ok(response)
}

/// The account of a person: the one that they are bound to, or that their invitation binds them to now.
async fn account_of(
    app_state: &AppState,
    from: &Origin,
    identity: &Identity,
    outside: &Outside,
) -> Result<Option<AccountId>, PageError> {
    let (today, now) = (app_state.clock.today(), app_state.real_clock.now());
    let (issuer, subject) = (&identity.issuer, &identity.subject);
    if let Some(known) = app_state.store.account_of_identity(issuer, subject).await? {
        return Ok(known.account.opens(today).then_some(known.account.id));
    }
    let account = match (outside.account, &outside.invitation) {
        (Some(account), _) => AccountId(account),
        (None, Some(token)) => {
            let token = Secret::of(token);
            match app_state.store.link(today, now, token).await? {
                LinkState::Open(facts) if facts.kind == LinkKind::Invitation => {}
                _ => return Ok(None),
            }
            match app_state.store.use_link(today, now, from.0.clone(), token).await {
                Ok(facts) => facts.account,
                Err(StoreError::Refused(Refusal::DeadLink)) => return Ok(None),
                Err(stop) => return Err(stop.into()),
            }
        }
        (None, None) => return Ok(None),
    };
    let by = Principal {
        actor: Actor::Account(account),
        ..Principal::nobody(from.0.clone())
    };
    app_state
        .store
        .bind_identity(&by, now, account, issuer, subject)
        .await?;
    let known = app_state.store.account(account).await?;
    Ok(known
        .filter(|known| known.account.opens(today))
        .map(|known| known.account.id))
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
