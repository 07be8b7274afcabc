//! Networks of priority education: those of a territory, one of them, and their files.

use crate::{
    Site,
    files::{self, Asked},
    pages::query,
    render::answer,
    who::{Me, Who},
};
use app::{
    failure::Failure,
    networks::{NetworkPage, NetworksPage, networks_sheet, schools_sheet},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use domain::Principal;

type Address = Path<(String, String)>;

async fn load(
    site: &Site,
    by: &Principal,
    (policy, code): &(String, String),
    raw: &RawQuery,
) -> Result<NetworksPage, Failure> {
    NetworksPage::load(&site.desk(by), policy, files::territory(code)?, &query(raw)).await
}

pub async fn list(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(address): Address,
    raw: RawQuery,
) -> Response {
    let page = load(&site, &by, &address, &raw).await;
    answer(&site, &who, page.map(NetworksPage::page))
}

pub async fn table(Path(address): Address, (State(site), Me(by), who, format, raw): Asked) -> Response {
    let page = load(&site, &by, &address, &raw).await;
    let stem = format!("reseaux-{}-{}", address.1, site.clock.today());
    let sheet = page.map(|page| networks_sheet(&page));
    files::kept(files::table(&site, &who, format, &stem, sheet).await)
}

pub async fn one(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path((policy, code)): Address,
    raw: RawQuery,
) -> Response {
    let page = NetworkPage::load(&site.desk(&by), &policy, &code, &query(&raw)).await;
    answer(&site, &who, page.map(NetworkPage::page))
}

pub async fn schools(
    Path((policy, code)): Address,
    (State(site), Me(by), who, format, raw): Asked,
) -> Response {
    let page = NetworkPage::load(&site.desk(&by), &policy, &code, &query(&raw)).await;
    let stem = format!("reseau-{code}-{}", site.clock.today());
    let sheet = page.map(|page| schools_sheet(&page));
    files::kept(files::table(&site, &who, format, &stem, sheet).await)
}
