//! Asks Matomo for the uses of the last weeks, and brings them as a file would be brought: told in the register of imports, whole or not at all.

use crate::{AppState, clients::http};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    PolicyCode, Principal, TerritoryCode, Week,
    usage::{Measure, UsagePlace},
};
use import::{Report, Request};
use reqwest::{Client, Url, header::CONTENT_TYPE};
use sha2::{Digest, Sha256};
use std::time::Duration;
use store::{
    StoreError,
    import::{ImportId, ImportKind, ImportState, NewImport},
};
use uuid::Uuid;

/// More than the answer about a year of weeks ever takes.
const LONGEST: usize = 16 << 20;
/// Weeks asked for again each time: Matomo counts late visits for a while.
const AGAIN: u64 = 6;
/// The most weeks asked for.
const MOST: u64 = 53;
/// Between two pulls, whether the first did or not.
const BETWEEN: TimeDelta = TimeDelta::hours(6);

/// Weeks asked for together, both ends among them.
#[derive(Clone, Copy)]
struct Weeks {
    from: Week,
    to: Week,
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
    fn name(&self) -> String {
        self.address.host_str().unwrap_or_default().to_owned()
    }

    /// Everything that is asked of some weeks, as it answered.
    async fn answers(&self, weeks: Weeks) -> Result<Vec<String>, MatomoFault> {
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

/// Pulls when it is time; what goes wrong is logged and told in the register, and tried again later.
pub(crate) async fn pull_when_due(site: &AppState, last: &mut Option<DateTime<Utc>>) {
    let now = site.real_clock.now();
    let due = last.is_none_or(|last| now - last >= BETWEEN);
    // The invented nation's uses are invented too.
    if site.is_demo() || site.settings.matomo.is_none() || !due {
        return;
    }
    *last = Some(now);
    match pull_uses(site).await {
        Ok(report) => tracing::info!(told = ?report.summary, "uses were pulled from Matomo"),
        Err(stop) => tracing::warn!(%stop, "uses could not be pulled from Matomo"),
    }
}

/// Asks Matomo for the last weeks that are over, and brings what it answers. What changed something, or went wrong, stands in the register of imports.
///
/// # Errors
/// [`StoreError`]: the store is busy or broken. What Matomo does wrong is a report.
pub async fn pull_uses(site: &AppState) -> Result<Report, StoreError> {
    let Some(matomo) = site.settings.matomo.clone() else {
        return Ok(Report::failed(
            "Aucun Matomo n'est réglé.",
            "Donnez son adresse au démarrage : --matomo-url.",
        ));
    };
    let by = Principal::operator();
    let (today, now) = (site.clock.today(), site.clock.now());
    let request = Request {
        kind: ImportKind::Usage,
        name: matomo.name(),
        policy: PolicyCode::HALVED_CLASSES,
        year: None,
        repair: false,
        columns: None,
        dry_run: false,
    };
    let weeks = due(site, request.policy).await?;
    let answers = matomo.answers(weeks).await;
    let version = site.store.version();
    let sha256 = Sha256::digest(answers.as_ref().map(|all| all.concat()).unwrap_or_default());
    let bytes = answers
        .as_ref()
        .map_or(0, |all| all.iter().map(String::len).sum());
    let report = match answers {
        Ok(answers) => import::take_answers(&site.store, answers, &request, &by, today, now).await?,
        Err(fault) => Report::failed(
            format!("{fault}."),
            "Le service réessaiera dans quelques heures. Si cela dure, vérifiez l'adresse, le site et le jeton de Matomo.",
        ),
    };
    // A pull that changed nothing is no news.
    if report.import_state() != ImportState::Done || site.store.version() != version {
        let new = NewImport {
            id: ImportId(Uuid::now_v7()),
            kind: ImportKind::Usage,
            file_name: format!("Relevé de {}", matomo.name()),
            sha256: sha256.into(),
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
            dry_run: false,
        };
        let (state, json) = (
            report.import_state(),
            serde_json::to_string(&report).unwrap_or_default(),
        );
        site.store.open_import(&by, now, &new).await?;
        site.store
            .close_import(&by, now, new.id, state, report.rows, &json)
            .await?;
    }
    Ok(report)
}

/// The weeks to ask for: those since the first that is missing, a few at least.
async fn due(site: &AppState, policy: PolicyCode) -> Result<Weeks, StoreError> {
    let last = Week::of(site.clock.today()).back(1);
    let nation = UsagePlace::Territory(TerritoryCode::nation());
    let known = site.store.usage(policy, nation, (last.back(MOST), last)).await?;
    let weeks = known.get(&Measure::Visits);
    // From the first week that nobody measured, were it a year ago: Matomo knows it perhaps.
    let missing = (0..=MOST)
        .rev()
        .map(|back| last.back(back))
        .find(|week| !weeks.is_some_and(|weeks| weeks.contains_key(week)));
    let from = missing.unwrap_or(last).min(last.back(AGAIN));
    Ok(Weeks { from, to: last })
}
