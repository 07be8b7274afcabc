//! HTTP client: asks another service over TLS or within this machine, never redirected, bounded in time and in length, since it may be slow
//! or hostile.

use reqwest::{Client, Error, Response, Url};
use std::time::Duration;

/// Whether an address is reached within this machine, in the clear; none: others could read what is sent on the way.
pub fn is_here(url: &Url) -> Option<bool> {
    let here = match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    };
    match url.scheme() {
        "https" => Some(false),
        "http" if here => Some(true),
        _ => None,
    }
}

/// A client of a service, perhaps on this machine.
pub fn client(timeout: Duration, here: bool) -> Result<Client, Error> {
    // Refused when another part of the program has chosen one: that one does.
    rustls::crypto::ring::default_provider().install_default().ok();
    let client = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(timeout)
        .timeout(timeout)
        .user_agent("classe12");
    // In the clear, neither a proxy nor the machine's certificates are of use: there may be none.
    let client = if here {
        client.no_proxy().tls_certs_only([])
    } else {
        client
    };
    client.build()
}

/// What was answered; none when it is longer than `most` bytes.
pub async fn body(answer: &mut Response, most: usize) -> Result<Option<Vec<u8>>, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > most {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}
