//! Requests to the provider: over TLS or within this machine, never redirected, bounded in time and in length.

use std::{future::Future, pin::Pin, time::Duration};

use openidconnect::{
    AsyncHttpClient, HttpRequest, HttpResponse,
    url::{Host, Url},
};

use super::wrong::{Wrong, whole};

/// More than a provider's answer ever takes.
const LONGEST: usize = 256 * 1024;

/// Whether an address is reached within this machine, in the clear; refuses one that others could read on the way.
pub(super) fn on_this_machine(url: &Url) -> Result<bool, Wrong> {
    let here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(false),
        "http" if here => Ok(true),
        _ => Err(Wrong::Settings(format!("{url} is not reached by https"))),
    }
}

/// Asks the provider.
pub(super) struct Http {
    client: reqwest::Client,
    timeout: Duration,
}

impl Http {
    /// A client for a provider, perhaps on this machine.
    pub(super) fn new(timeout: Duration, here: bool) -> Result<Self, Wrong> {
        // Refused when another part of the program has chosen one: that one does.
        rustls::crypto::ring::default_provider().install_default().ok();
        let client = reqwest::Client::builder()
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
        let client = client.build().map_err(|why| Wrong::Settings(whole(&why)))?;
        Ok(Self { client, timeout })
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, Wrong> {
        let lost = |why: reqwest::Error| match why.is_timeout() {
            true => Wrong::Slow(self.timeout),
            false => Wrong::Unreachable(whole(&why)),
        };
        let request = reqwest::Request::try_from(request).map_err(|why| Wrong::Settings(whole(&why)))?;
        let mut answer = self.client.execute(request).await.map_err(lost)?;
        if answer.status().is_server_error() {
            return Err(Wrong::Failing(answer.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(lost)? {
            if body.len() + chunk.len() > LONGEST {
                return Err(Wrong::Unreadable(format!("more than {LONGEST} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Wrong;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Wrong>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.answer(request))
    }
}
