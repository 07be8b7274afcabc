//! What whoever runs the service chooses: its address, its mail, its identity provider, its limits.

use crate::clients::{mail::Mail, matomo::Matomo, proconnect::Gate};
use std::{net::IpAddr, num::NonZeroUsize, path::PathBuf, sync::Arc, time::Duration};

/// The settings of a running service.
#[derive(Clone)]
pub struct Settings {
    /// Where files wait to be read.
    pub data: PathBuf,
    /// The address that people type, without a slash at its end: `https://…`, or `http://` on this machine's loopback.
    pub public: Arc<str>,
    /// Whom to write to for an access.
    pub contact: Arc<str>,
    /// The addresses of the proxies before it, whose `X-Forwarded-For` is believed.
    pub proxies: Arc<[IpAddr]>,
    /// How links are sent, if they are.
    pub mail: Option<Mail>,
    /// The identity provider, if there is one.
    pub proconnect: Option<Gate>,
    /// Where uses are measured, if the product asks for them itself.
    pub matomo: Option<Arc<Matomo>>,
    /// What is refused to too many or too much.
    pub limits: Limits,
}

/// What is refused to too many or too much. How many links one account's box gets is `LINKS_MAX` in `sign_in/link.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests a second from one address, and as many at once times [`Limits::BURST`]; none: no limit. A school's address serves many people.
    pub per_address: Option<u32>,
    /// Requests a second of one account.
    pub per_account: Option<u32>,
    /// Attempts to sign in from one address in a minute.
    pub sign_in: Option<u32>,
    /// Requests under way at once.
    pub under_way: usize,
    /// Connections at once.
    pub connections: usize,
    /// One address may hold one in so many of the requests under way, and of the connections; none: all of them.
    pub share: Option<NonZeroUsize>,
    /// How long a form may take to come, from its head to its last byte (a total deadline): a byte now and then holds a place for ever.
    pub form: Duration,
}

impl Limits {
    /// How many seconds' worth of requests may come at once.
    pub const BURST: u32 = 6;
    /// What a service on the network has.
    pub const NETWORK: Self = Self {
        per_address: Some(50),
        per_account: Some(20),
        sign_in: Some(20),
        under_way: 512,
        connections: 4_096,
        share: NonZeroUsize::new(8),
        form: Duration::from_secs(15),
    };
    /// What nobody but this machine reaches: its own tests and benchmarks ask as fast as they can.
    pub const LOOPBACK: Self = Self {
        per_address: None,
        per_account: None,
        sign_in: Some(60),
        share: None,
        ..Self::NETWORK
    };
}

impl Settings {
    /// A service that only this machine reaches, without mail nor identity provider.
    pub fn loopback(data: PathBuf) -> Self {
        Self {
            data,
            public: Arc::from("http://127.0.0.1:3000"),
            contact: Arc::from("l'administratrice ou l'administrateur du service"),
            proxies: Arc::new([]),
            mail: None,
            proconnect: None,
            matomo: None,
            limits: Limits::LOOPBACK,
        }
    }

    /// Whether people reach it by https: then its cookie is theirs alone.
    pub fn is_secure(&self) -> bool {
        self.public.starts_with("https://")
    }

    /// The host, with its port if any, that requests must name.
    pub fn host(&self) -> &str {
        self.public.split_once("://").map_or("", |(_, host)| host)
    }
}
