//! Authentication: finds the caller once a request (token, session, visitor or nobody), before anything else looks, so that all of it goes by the
//! same rights.

mod bearer;
mod caller;
pub(crate) mod draft;

use crate::{
    AppState,
    middleware::{client_address, sessions},
};
use app::ui::address::address;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use bearer::{Bears, bearer};
pub use caller::{Caller, CurrentUser, SignedIn};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, Actor, AuditAction, Principal, Role, TerritoryCode,
    account::session_stands,
    rights::{Grant, Powers},
};
use std::sync::Arc;
use store::{StoreError, account::Secret, audit::AuditEvent};

/// How often a session says that it was seen.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(60);
/// Where an open page waits for news (server-sent events).
const EVENTS: &str = "/evenements";

/// The name in a query that says: what was typed here waits to be given back.
pub const RESUME: &str = "reprise";
/// [`RESUME`] as a list of a route's parameters.
pub const RESUMED: &[&str] = &[RESUME];

/// Where a request comes from, shortened.
#[derive(Clone, Debug)]
pub struct Origin(pub Option<Arc<str>>);

/// Whose session, named by the request's cookie, ended by its times.
#[derive(Clone, Copy)]
pub struct Ended(pub Option<AccountId>);

/// Finds who asks, and notes what they were refused.
pub async fn identify(State(app_state): State<AppState>, mut request: Request, next: Next) -> Response {
    let place = client_address::address(&request, &app_state.settings.proxies).map(client_address::shortened);
    // A page that waits for news is open, not in use: it keeps no session alive.
    let uses = request.uri().path() != EVENTS;
    let bears = Bears {
        method: request.method(),
        path: request.uri().path(),
        headers: request.headers(),
    };
    let (caller, ended) = match bearer(&app_state, bears, place.clone()).await {
        Ok(Some(caller)) => (caller, None),
        Ok(None) => match find(&app_state, request.headers(), place.clone(), uses).await {
            Ok(found) => found,
            Err(stop) => return crate::render::broken(&app_state, stop.into()),
        },
        Err(refused) => return refused,
    };
    if let Caller::SignedIn(signed) = &caller
        && let Some(wait) = app_state.limiter.account(signed.account.id)
    {
        return crate::middleware::rate_limit::too_many(&app_state, wait, request.uri().path());
    }
    let principal = caller.principal().cloned();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.extensions_mut().insert(caller);
    request.extensions_mut().insert(Ended(ended));
    request.extensions_mut().insert(Origin(place));
    let response = next.run(request).await;
    if let (StatusCode::FORBIDDEN, Some(by)) = (response.status(), principal) {
        let path: String = path.chars().take(200).collect();
        app_state.store.note(
            &by,
            app_state.real_clock.now(),
            AuditEvent::new(AuditAction::AccessRefused, format!("{method} {path}")),
            true,
        );
    }
    response
}

/// Who asks, and whose session ended by its times, if it did: signing out or closing leaves no session to find.
async fn find(
    app_state: &AppState,
    headers: &HeaderMap,
    place: Option<Arc<str>>,
    uses: bool,
) -> Result<(Caller, Option<AccountId>), StoreError> {
    let mut ended = None;
    if let Some(secret) = sessions::of_cookie(headers, app_state.settings.is_secure())
        && let Some(holder) = app_state.store.holder(secret).await?
    {
        let (now, known) = (app_state.real_clock.now(), holder.known);
        if !session_stands(holder.began_at, holder.seen_at, now) {
            ended = Some(known.account.id);
        } else if known.account.opens(app_state.clock.today()) {
            if uses {
                seen(app_state, secret, holder.seen_at, now);
            }
            let by = Principal {
                actor: Actor::Account(known.account.id),
                powers: Powers::Granted(known.grants().into()),
                origin: place,
            };
            let signed = SignedIn {
                by,
                account: known.account,
                session: secret,
            };
            return Ok((Caller::SignedIn(Arc::new(signed)), None));
        }
    }
    // A demonstration is open to whoever looks; what they may do is read.
    if app_state.is_demo() {
        let grant = Grant {
            role: Role::Leadership,
            policy: None,
            territory: TerritoryCode::nation(),
            from: app_state.clock.today(),
            until: None,
        };
        let visitor = Caller::Visitor(Principal {
            actor: Actor::Demonstration,
            powers: Powers::Granted(Arc::new([grant])),
            origin: place,
        });
        return Ok((visitor, ended));
    }
    Ok((Caller::Nobody, ended))
}

/// Says that a session was seen, when it was not for a while.
fn seen(app_state: &AppState, secret: Secret, last: DateTime<Utc>, now: DateTime<Utc>) {
    if now - last >= SEEN_EVERY {
        let store = app_state.store.clone();
        tokio::spawn(async move {
            if let Err(stop) = store.touch_session(secret, now).await {
                tracing::warn!(%stop, "a session could not say that it was seen");
            }
        });
    }
}

/// A path with its query.
fn here(uri: &Uri) -> String {
    uri.path_and_query()
        .map_or_else(|| "/".to_owned(), |here| here.as_str().to_owned())
}

/// Sends to the page of sign-in, and back afterwards.
pub fn to_sign_in(onward: &str) -> Response {
    Redirect::to(&address("/connexion", &[("suite", onward)])).into_response()
}
