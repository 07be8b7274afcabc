//! Where a request comes from.

use axum::{extract::ConnectInfo, http::Request};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

/// The address that a request comes from: the connection's, or what the proxies before us say when they are ours.
pub fn address<B>(request: &Request<B>, proxies: &[IpAddr]) -> Option<IpAddr> {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let mut address = connected.map(|ConnectInfo(socket)| socket.ip().to_canonical())?;
    let headers = request.headers().get_all("x-forwarded-for");
    let mut told: Vec<IpAddr> = headers
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|part| part.trim().parse().ok())
        .collect();
    // From the nearest: each of ours names the one before it; the first that is not ours is the sender.
    while proxies.contains(&address) {
        match told.pop() {
            Some(before) => address = before.to_canonical(),
            None => break,
        }
    }
    Some(address)
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
mod tests {
    use super::*;

    fn request(from: &str, forwarded: &[&'static str]) -> Request<()> {
        let mut request = Request::new(());
        let socket = SocketAddr::new(from.parse().unwrap(), 4_000);
        request.extensions_mut().insert(ConnectInfo(socket));
        for value in forwarded {
            request
                .headers_mut()
                .append("x-forwarded-for", value.parse().unwrap());
        }
        request
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        let proxies = ["127.0.0.1".parse().unwrap()];
        let of = |from, forwarded: &[&'static str]| {
            address(&request(from, forwarded), &proxies).unwrap().to_string()
        };
        assert_eq!(of("127.0.0.1", &["6.6.6.6, 81.2.3.4"]), "81.2.3.4");
        assert_eq!(of("127.0.0.1", &["6.6.6.6", "81.2.3.4"]), "81.2.3.4");
        assert_eq!(of("81.2.3.4", &["6.6.6.6"]), "81.2.3.4");
        assert_eq!(of("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn the_trail_keeps_a_network_not_an_address() {
        let of = |text: &str| shortened(text.parse().unwrap()).to_string();
        assert_eq!(of("81.2.3.4"), "81.2.3.0/24");
        assert_eq!(of("2a01:e0a:1:2:3:4:5:6"), "2a01:e0a:1::/48");
    }
}
