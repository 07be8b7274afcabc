//! Rate limits: requests of one address and of one account, attempts to sign in, and what one address has under way at once.

use crate::{AppState, middleware::client_address, render::problem, settings::Limits, state::share::Shares};
use app::failure::PageError;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::AccountId;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use std::{hash::Hash, net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

/// The counters of one service. A clone counts together.
#[derive(Clone)]
pub struct Limiter {
    addresses: Counter<IpAddr>,
    accounts: Counter<AccountId>,
    sign_in: Counter<IpAddr>,
    under_way: Shares,
}

type Counter<Key> = Option<Arc<DefaultKeyedRateLimiter<Key>>>;

impl Limiter {
    /// Fresh counters.
    pub fn new(limits: &Limits) -> Self {
        let burst = |rate: NonZeroU32| rate.saturating_mul(NonZeroU32::MIN.saturating_add(Limits::BURST - 1));
        let a_second =
            |rate: u32| NonZeroU32::new(rate).map(|rate| Quota::per_second(rate).allow_burst(burst(rate)));
        let a_minute = |rate: u32| NonZeroU32::new(rate).map(Quota::per_minute);
        Self {
            addresses: counter(limits.per_address.and_then(a_second)),
            accounts: counter(limits.per_account.and_then(a_second)),
            sign_in: counter(limits.sign_in.and_then(a_minute)),
            under_way: Shares::new(limits.under_way, limits.share),
        }
    }

    /// How long an account has to wait; none: it need not.
    pub fn account(&self, id: AccountId) -> Option<Duration> {
        wait(&self.accounts, &id)
    }

    /// How long an address has to wait before it may try to sign in again.
    pub fn sign_in(&self, address: Option<IpAddr>) -> Option<Duration> {
        wait(&self.sign_in, &client_address::counted(address?))
    }

    /// Forgets those who have been quiet.
    pub fn forget(&self) {
        for counter in [&self.addresses, &self.sign_in].into_iter().flatten() {
            counter.retain_recent();
        }
        if let Some(accounts) = &self.accounts {
            accounts.retain_recent();
        }
    }
}

fn counter<Key: Hash + Eq + Clone>(quota: Option<Quota>) -> Counter<Key> {
    quota.map(|quota| Arc::new(RateLimiter::keyed(quota)))
}

fn wait<Key: Hash + Eq + Clone>(counter: &Counter<Key>, key: &Key) -> Option<Duration> {
    let not_until = counter.as_ref()?.check_key(key).err()?;
    Some(not_until.wait_time_from(DefaultClock::default().now()))
}

/// How long an address waits whose share of the requests under way is used up.
const SHARE_WAIT: Duration = Duration::from_secs(1);

/// Refuses an address that asks too fast, or too much at once.
pub async fn slow_down(State(app_state): State<AppState>, request: Request, next: Next) -> Response {
    let from = client_address::address(&request, &app_state.settings.proxies).map(client_address::counted);
    if let Some(for_now) = from.and_then(|from| wait(&app_state.limiter.addresses, &from)) {
        return too_many(&app_state, for_now, request.uri().path());
    }
    let Some(_until_answered) = app_state.limiter.under_way.take(from) else {
        return too_many(&app_state, SHARE_WAIT, request.uri().path());
    };
    next.run(request).await
}

/// Says to come back later, as what was asked for says it.
pub fn too_many(app_state: &AppState, wait: Duration, path: &str) -> Response {
    let seconds = wait.as_secs() + 1;
    let failure = PageError::TooMany(seconds);
    let mut response = match path.starts_with(problem::ROOT) {
        true => problem::failed(&failure),
        false => crate::render::broken(app_state, failure),
    };
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Says that too much is under way.
pub async fn shed(_: tower::BoxError) -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "Le service est très demandé : réessayez dans une minute.\n",
    )
        .into_response()
}

/// After how many seconds to ask again what could not be answered for now.
const COME_BACK: HeaderValue = HeaderValue::from_static("60");

/// Says on every 503 when to come back (`Retry-After`), whatever made it.
pub async fn come_back(mut response: Response) -> Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .entry(header::RETRY_AFTER)
            .or_insert(COME_BACK);
    }
    response
}
