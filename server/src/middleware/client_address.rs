//! Client address: reads where a request comes from, through the proxies before us, so that limits and the audit trail tell senders apart.

use axum::{extract::ConnectInfo, http::Request};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

/// The address that a request comes from: the connection's, or what the proxies before us say when they are ours.
///
/// `X-Forwarded-For` is read from its end, where the nearest proxy wrote. It is read as far as it can be believed: what stands before
/// something unreadable, or before the sender, is the sender's own tale.
pub fn address<B>(request: &Request<B>, proxies: &[IpAddr]) -> Option<IpAddr> {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let mut address = connected.map(|ConnectInfo(socket)| socket.ip().to_canonical())?;
    if !proxies.contains(&address) {
        return Some(address);
    }
    let lines = request.headers().get_all("x-forwarded-for");
    // A line that is no text is one part that is no address.
    let mut told = lines
        .iter()
        .rev()
        .flat_map(|line| line.to_str().unwrap_or_default().rsplit(','))
        .map(read);
    // Each of ours names the one before it, once: the first that is not ours is the sender, and so is one of ours named again.
    let mut ours = proxies.to_vec();
    while let Some(rank) = ours.iter().position(|proxy| *proxy == address) {
        ours.swap_remove(rank);
        match told.next() {
            Some(Some(before)) => address = before,
            Some(None) | None => break,
        }
    }
    Some(address)
}

/// An address as proxies write it: alone or with its port, in IPv6 perhaps in brackets.
fn read(part: &str) -> Option<IpAddr> {
    let part = part.trim();
    let with_port = || part.parse().ok().map(|socket: SocketAddr| socket.ip());
    let in_brackets = || {
        part.strip_prefix('[')?
            .strip_suffix(']')?
            .parse()
            .ok()
            .map(IpAddr::V6)
    };
    let address = part.parse().ok().or_else(with_port).or_else(in_brackets)?;
    Some(address.to_canonical())
}

/// An address as the trail keeps it: enough to tell two places apart, not two people.
pub fn shortened(address: IpAddr) -> Arc<str> {
    match address {
        IpAddr::V4(four) => {
            let [a, b, c, _] = four.octets();
            Arc::from(format!("{a}.{b}.{c}.0/24"))
        }
        IpAddr::V6(six) => {
            let [a, b, c, ..] = six.segments();
            Arc::from(format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)))
        }
    }
}

/// What the limits count together: an address, or the network that a home gets in IPv6.
pub fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests;
