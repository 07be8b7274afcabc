//! Client of Matomo, which measures the uses of the service: asks its reporting API for weeks.

use super::http;
use domain::Week;
use reqwest::{Client, Url, header::CONTENT_TYPE};
use std::time::Duration;

/// More than the answer about a year of weeks ever takes.
const LONGEST: usize = 16 << 20;

/// Weeks asked for together, both ends among them.
#[derive(Clone, Copy)]
pub struct Weeks {
    /// The first.
    pub from: Week,
    /// The last.
    pub to: Week,
}

/// A Matomo that measures the service.
pub struct Matomo {
    client: Client,
    address: Url,
    site: u32,
    /// The custom dimension that holds the domain of the visitor's e-mail address.
    dimension: Option<u32>,
    token: String,
}

/// Why Matomo told nothing.
#[derive(Debug, thiserror::Error)]
pub enum MatomoFault {
    /// Others could read what is sent there, or it is no address.
    #[error("{0} : l'adresse de Matomo commence par https://, ou par http:// sur cette machine")]
    Address(String),
    /// No client could be made.
    #[error("Matomo ne peut pas être interrogé ({0})")]
    Client(String),
    /// It did not answer, or not in time.
    #[error("Matomo ne répond pas ({0})")]
    Unreachable(String),
    /// It answered something else than its figures.
    #[error("Matomo a répondu {0} au lieu de ses mesures")]
    Status(u16),
    /// It answered more than it should.
    #[error("la réponse de Matomo est trop longue")]
    TooLong,
    /// What it answered is no text.
    #[error("la réponse de Matomo n'est pas un texte")]
    NoText,
}

impl Matomo {
    /// A Matomo by its address, the number of the service's site (and the dimension that holds e-mail domains), a token that may read it.
    ///
    /// # Errors
    /// [`MatomoFault`]: an address that is not reached by https, nor on this machine.
    pub fn new(
        address: &str,
        site: u32,
        dimension: Option<u32>,
        token: &str,
        timeout: Duration,
    ) -> Result<Self, MatomoFault> {
        let wrong = || MatomoFault::Address(address.to_owned());
        let url = format!(
            "{}/index.php",
            address.trim_end_matches("/index.php").trim_end_matches('/')
        );
        let url = Url::parse(&url).map_err(|_| wrong())?;
        let here = http::is_here(&url).ok_or_else(wrong)?;
        let client = http::client(timeout, here).map_err(|why| MatomoFault::Client(why.to_string()))?;
        Ok(Self {
            client,
            address: url,
            site,
            dimension,
            token: token.to_owned(),
        })
    }

    /// Its name, as people know it.
    pub fn name(&self) -> String {
        self.address.host_str().unwrap_or_default().to_owned()
    }

    /// Everything that is asked of some weeks, as it answered.
    ///
    /// # Errors
    /// [`MatomoFault`]: it did not answer, or something else than its figures.
    pub async fn answers(&self, weeks: Weeks) -> Result<Vec<String>, MatomoFault> {
        let mut answers = vec![
            self.ask("VisitsSummary.get", weeks, None).await?,
            self.ask("Actions.get", weeks, None).await?,
        ];
        if let Some(dimension) = self.dimension {
            let method = "CustomDimensions.getCustomDimension";
            answers.push(self.ask(method, weeks, Some(dimension)).await?);
        }
        Ok(answers)
    }

    /// What asks for a method of its API by week. The token goes in the body: an address is logged on the way.
    fn form(&self, method: &str, weeks: Weeks, dimension: Option<u32>) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("module", "API")
            .append_pair("method", method)
            .append_pair("idSite", &self.site.to_string())
            .append_pair("period", "week")
            .append_pair("date", &format!("{},{}", weeks.from.monday(), weeks.to.sunday()))
            .append_pair("format", "JSON")
            .append_pair("filter_limit", "-1")
            .append_pair("token_auth", &self.token);
        if let Some(dimension) = dimension {
            form.append_pair("idDimension", &dimension.to_string());
        }
        form.finish()
    }

    async fn ask(&self, method: &str, weeks: Weeks, dimension: Option<u32>) -> Result<String, MatomoFault> {
        let lost = |why: reqwest::Error| MatomoFault::Unreachable(why.without_url().to_string());
        let request = self.client.post(self.address.clone());
        let request = request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(self.form(method, weeks, dimension));
        let mut answer = request.send().await.map_err(lost)?;
        if !answer.status().is_success() {
            return Err(MatomoFault::Status(answer.status().as_u16()));
        }
        let body = http::body(&mut answer, LONGEST).await.map_err(lost)?;
        String::from_utf8(body.ok_or(MatomoFault::TooLong)?).map_err(|_| MatomoFault::NoText)
    }
}
