//! Requests to the provider.

use std::{future::Future, pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, url::Url};

use super::wrong::{Wrong, whole};
use crate::clients::http;

/// More than a provider's answer ever takes.
const LONGEST: usize = 256 * 1024;

/// Whether an address is reached within this machine, in the clear; refuses one that others could read on the way.
pub(super) fn on_this_machine(url: &Url) -> Result<bool, Wrong> {
    http::is_here(url).ok_or_else(|| Wrong::Settings(format!("{url} is not reached by https")))
}

/// Asks the provider.
pub(super) struct Http {
    client: reqwest::Client,
    timeout: Duration,
}

impl Http {
    /// A client for a provider, perhaps on this machine.
    pub(super) fn new(timeout: Duration, here: bool) -> Result<Self, Wrong> {
        let client = http::client(timeout, here).map_err(|why| Wrong::Settings(whole(&why)))?;
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
        let body = http::body(&mut answer, LONGEST).await.map_err(lost)?;
        let body = body.ok_or_else(|| Wrong::Unreadable(format!("more than {LONGEST} bytes")))?;
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
