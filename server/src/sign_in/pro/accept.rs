//! The provider's answer accepted: whose account it opens, under a new session.

use super::{Outside, lost, refused};
use crate::{
    AppState,
    clients::proconnect::{Identity, Wrong},
    middleware::{
        auth::{Caller, Origin},
        sessions::key,
    },
    request::answer,
    sign_in::open,
};
use app::{failure::PageError, query::Query, sign_in::uninvited};
use axum::{http::HeaderMap, response::Response};
use domain::{AccountId, Actor, AuditAction, Principal, Refusal, account::LinkKind};
use store::{
    StoreError,
    account::{LinkState, Secret},
    audit::AuditEvent,
};
use tower_sessions::Session;

pub(super) async fn accept(
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
