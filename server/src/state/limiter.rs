//! The counters of the rate limits: requests of one address and of one account, attempts to sign in, what one address has under way.

use super::share::Shares;
use crate::settings::Limits;
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
    /// What each address has under way.
    pub under_way: Shares<IpAddr>,
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

    /// How long an address has to wait before its next request.
    pub fn address(&self, address: Option<IpAddr>) -> Option<Duration> {
        wait(&self.addresses, &address?)
    }

    /// How long an account has to wait; none: it need not.
    pub fn account(&self, id: AccountId) -> Option<Duration> {
        wait(&self.accounts, &id)
    }

    /// How long an address has to wait before it may try to sign in again.
    pub fn sign_in(&self, address: Option<IpAddr>) -> Option<Duration> {
        wait(&self.sign_in, &address?)
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
