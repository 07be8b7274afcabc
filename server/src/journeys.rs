//! How classes go from stage to stage: the page of a territory, and its files.

use crate::{
    Site,
    pages::{file, file_of, query},
    render::answer,
    who::{Me, Who},
};
use app::{
    failure::Failure,
    rollout::journeys::{self, JourneysPage},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use domain::{Principal, TerritoryCode};

type Address = Path<(String, String)>;

async fn load(
    site: &Site,
    by: &Principal,
    (policy, code): &(String, String),
    raw: &RawQuery,
) -> Result<JourneysPage, Failure> {
    let here = TerritoryCode::parse(code).ok_or(Failure::NotFound("Ce territoire"))?;
    JourneysPage::load(&site.desk(by), policy, here, &query(raw)).await
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

/// A file of the figures.
async fn made(
    site: &Site,
    (by, who): (&Principal, &Who),
    address: &(String, String),
    raw: &RawQuery,
    (name, text): (&str, fn(&JourneysPage) -> String),
) -> Response {
    match load(site, by, address, raw).await {
        Ok(page) => {
            let of = format!("{}-{}", address.1, site.clock.today());
            file_of(name, &of, text(&page))
        }
        Err(failure) => answer(site, who, Err(failure)),
    }
}

pub async fn funnel_csv(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(address): Address,
    raw: RawQuery,
) -> Response {
    let text = ("entonnoir.csv", journeys::funnel_csv as fn(&_) -> _);
    made(&site, (&by, &who), &address, &raw, text).await
}

pub async fn cohorts_csv(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(address): Address,
    raw: RawQuery,
) -> Response {
    let text = ("cohortes.csv", journeys::cohorts_csv as fn(&_) -> _);
    made(&site, (&by, &who), &address, &raw, text).await
}

pub async fn cohorts_svg(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(address): Address,
    raw: RawQuery,
) -> Response {
    let text = ("cohortes.svg", journeys::cohorts_svg as fn(&_) -> _);
    made(&site, (&by, &who), &address, &raw, text).await
}

pub async fn still_csv(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(address): Address,
    raw: RawQuery,
) -> Response {
    let text = ("attente.csv", journeys::still_csv as fn(&_) -> _);
    made(&site, (&by, &who), &address, &raw, text).await
}

pub async fn units_csv(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path((policy, code)): Address,
    raw: RawQuery,
) -> Response {
    let made = match TerritoryCode::parse(&code) {
        Some(here) => journeys::units_csv(&site.desk(&by), &policy, here, &query(&raw)).await,
        None => Err(Failure::NotFound("Ce territoire")),
    };
    match made {
        Ok(text) => file(
            &format!("classes-en-attente-{code}-{}.csv", site.clock.today()),
            text,
        ),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}
