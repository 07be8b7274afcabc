//! How classes go from stage to stage: the page of a territory, and its files.

use crate::{
    Site,
    files::{self, Asked},
    pages::query,
    render::answer,
    who::{Me, Who},
};
use app::{
    failure::Failure,
    journeys::{self, JourneysPage},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use domain::Principal;
use report::Sheet;

type Address = Path<(String, String)>;

async fn load(
    site: &Site,
    by: &Principal,
    (policy, code): &(String, String),
    raw: &RawQuery,
) -> Result<JourneysPage, Failure> {
    JourneysPage::load(&site.desk(by), policy, files::territory(code)?, &query(raw)).await
}

pub async fn page(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(address): Address,
    raw: RawQuery,
) -> Response {
    let page = load(&site, &by, &address, &raw).await;
    answer(&site, &who, page.map(JourneysPage::page))
}

/// A table of the figures.
async fn table(
    address: &(String, String),
    (State(site), Me(by), who, format, raw): Asked,
    (stem, made): (&str, fn(&JourneysPage) -> Sheet),
) -> Response {
    let sheet = load(&site, &by, address, &raw).await.map(|page| made(&page));
    let stem = format!("{stem}-{}-{}", address.1, site.clock.today());
    files::kept(files::table(&site, &who, format, &stem, sheet).await)
}

pub async fn funnel(Path(address): Address, asked: Asked) -> Response {
    table(&address, asked, ("entonnoir", journeys::funnel_sheet)).await
}

pub async fn cohorts(Path(address): Address, asked: Asked) -> Response {
    table(&address, asked, ("cohortes", journeys::cohorts_sheet)).await
}

pub async fn still(Path(address): Address, asked: Asked) -> Response {
    table(&address, asked, ("attente", journeys::still_sheet)).await
}

pub async fn funnel_svg(Path(address): Address, (State(site), Me(by), who, _, raw): Asked) -> Response {
    let page = load(&site, &by, &address, &raw).await;
    let drawn = page.map(|page| journeys::funnel_svg(&page));
    files::chart(&site, &who, &format!("entonnoir-{}", address.1), drawn)
}

pub async fn cohorts_svg(Path(address): Address, (State(site), Me(by), who, _, raw): Asked) -> Response {
    let page = load(&site, &by, &address, &raw).await;
    let drawn = page.map(|page| journeys::cohorts_svg(&page));
    files::chart(&site, &who, &format!("cohortes-{}", address.1), drawn)
}

pub async fn units(
    Path((policy, code)): Address,
    (State(site), Me(by), who, format, raw): Asked,
) -> Response {
    let made = match files::territory(&code) {
        Ok(here) => journeys::units_sheet(&site.desk(&by), &policy, here, &query(&raw)).await,
        Err(failure) => Err(failure),
    };
    let stem = format!("classes-en-attente-{code}-{}", site.clock.today());
    files::kept(files::table(&site, &who, format, &stem, made).await)
}
