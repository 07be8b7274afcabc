//! How good the figures of a territory are: its page, and its file.

use crate::{
    Site,
    files::{self, Asked},
    pages::query,
    render::answer,
    who::{Me, Who},
};
use app::{
    data_quality::{self, QualityPage},
    failure::Failure,
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
) -> Result<QualityPage, Failure> {
    QualityPage::load(&site.desk(by), policy, files::territory(code)?, &query(raw)).await
}

pub async fn page(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(address): Address,
    raw: RawQuery,
) -> Response {
    let page = load(&site, &by, &address, &raw).await;
    answer(&site, &who, page.map(QualityPage::page))
}

pub async fn territories(Path(address): Address, (State(site), Me(by), who, format, raw): Asked) -> Response {
    let page = load(&site, &by, &address, &raw).await;
    let sheet = page.map(|page| data_quality::territories_sheet(&page));
    let stem = format!("qualite-{}-{}", address.1, site.clock.today());
    files::kept(files::table(&site, &who, format, &stem, sheet).await)
}
