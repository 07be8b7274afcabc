//! Bearer tokens: who asks by an access token has the account's own rights, read anew at each request, for reading the API and nothing else.

use super::Caller;
use crate::{
    AppState,
    middleware::rate_limit::too_many,
    render::problem::{self, ROOT},
};
use axum::{
    http::{HeaderMap, Method, header},
    response::Response,
};
use domain::{Actor, Principal, rights::Powers, token::TOKEN_PREFIX};
use std::sync::Arc;
use store::account::{KnownAccount, Secret, Token};

/// What of a request says who asks.
pub struct Bears<'a> {
    /// Its method.
    pub method: &'a Method,
    /// Its path.
    pub path: &'a str,
    /// Its headers.
    pub headers: &'a HeaderMap,
}

impl<'a> Bears<'a> {
    /// The token that is ours to look at: every one that comes to the API, elsewhere those that are known as ours.
    fn token(&self) -> Option<&'a str> {
        let value = self.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = value.split_once(' ')?;
        let token = token.trim();
        let ours = self.path.starts_with(ROOT) || token.starts_with(TOKEN_PREFIX);
        (scheme.eq_ignore_ascii_case("bearer") && ours).then_some(token)
    }
}

/// Who bears the token of a request; none when it bears none. `place`: where it comes from, shortened.
///
/// # Errors
/// The answer: nobody bears such a token, it asks too fast, it would write.
pub async fn bearer(
    app_state: &AppState,
    bears: Bears<'_>,
    place: Option<Arc<str>>,
) -> Result<Option<Caller>, Response> {
    let Some(token) = bears.token() else {
        return Ok(None);
    };
    if !matches!(*bears.method, Method::GET | Method::HEAD) {
        return Err(problem::reads_only());
    }
    // A page is for a browser, by its own session.
    if !bears.path.starts_with(ROOT) {
        return Ok(None);
    }
    let hash = Secret::of(token);
    let held = app_state.store.token_holder(hash).await;
    let held = held.map_err(|stop| problem::failed(&stop.into()))?;
    let now = app_state.real_clock.now();
    let stands = |(token, known): &(Token, KnownAccount)| {
        token.stands(now) && known.account.opens(app_state.clock.today())
    };
    let Some((token, known)) = held.filter(stands) else {
        return Err(problem::unknown());
    };
    if let Some(wait) = app_state.limiter.account(known.account.id) {
        return Err(too_many(app_state, wait, bears.path));
    }
    used(app_state, &token);
    Ok(Some(Caller::Token(Principal {
        actor: Actor::Account(known.account.id),
        powers: Powers::Granted(known.grants().into()),
        origin: place,
    })))
}

/// Says that a token was used, once a day.
fn used(app_state: &AppState, token: &Token) {
    let (id, today) = (token.id, app_state.real_clock.today());
    if token.last_used_on.is_none_or(|last| last < today) {
        let store = app_state.store.clone();
        tokio::spawn(async move {
            if let Err(stop) = store.touch_token(id, today).await {
                tracing::warn!(%stop, "a token could not say that it was used");
            }
        });
    }
}
