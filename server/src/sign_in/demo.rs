//! A role of the demonstration, taken in one click.

use super::{onward, open};
use crate::{
    AppState,
    middleware::auth::{Caller, Origin},
    request::{Visit, answer},
};
use app::{failure::PageError, query::Query, sign_in::DEMO_PEOPLE};
use axum::{
    extract::{Extension, FromRequestParts},
    http::{HeaderMap, request::Parts},
    response::Response,
};
use domain::{AccountId, Actor, AuditAction, Email, Principal, Role};
use store::audit::AuditEvent;
use tower_sessions::Session;

/// The demonstration is what is asked. A real service has no such address, and says so before it reads what was sent.
pub struct Demonstration;

impl FromRequestParts<AppState> for Demonstration {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app_state: &AppState) -> Result<Self, Response> {
        if app_state.is_demo() {
            return Ok(Self);
        }
        let Ok(caller) = Caller::from_request_parts(parts, app_state).await;
        Err(answer(app_state, &caller, Err(PageError::NotFound("Cette page"))))
    }
}

pub async fn role(
    _: Demonstration,
    session: Session,
    Extension(from): Extension<Origin>,
    headers: HeaderMap,
    visit: Visit,
    form: String,
) -> Response {
    let form = Query::read(&form);
    let opened = match account_of(&visit.app_state, &form).await {
        Ok(account) => take(&visit.app_state, &session, account, &headers, &from, &form).await,
        Err(failure) => Err(failure),
    };
    opened.unwrap_or_else(|failure| visit.page(Err(failure)))
}

/// The account that plays the role of a form.
async fn account_of(app_state: &AppState, form: &Query) -> Result<AccountId, PageError> {
    let wanted = form.get("role").and_then(Role::from_code);
    let unknown = || PageError::Bad("Choisissez un rôle de la liste.".to_owned());
    let person = DEMO_PEOPLE
        .iter()
        .find(|person| Some(person.role) == wanted)
        .ok_or_else(unknown)?;
    let email = Email::new(person.email).ok_or_else(unknown)?;
    let known = app_state
        .store
        .account_of_email(&email)
        .await?
        .ok_or_else(unknown)?;
    Ok(known.account.id)
}

/// Opens the session of an account, and says so in the trail.
async fn take(
    app_state: &AppState,
    session: &Session,
    account: AccountId,
    headers: &HeaderMap,
    from: &Origin,
    form: &Query,
) -> Result<Response, PageError> {
    let opened = open(
        app_state,
        session,
        account,
        headers,
        from,
        onward(form.get("suite")),
    )
    .await?;
    let by = Principal {
        actor: Actor::Account(account),
        ..Principal::nobody(from.0.clone())
    };
    let deed = AuditEvent::new(AuditAction::SessionOpened, "role");
    app_state.store.note(&by, app_state.real_clock.now(), deed, false);
    Ok(opened)
}
