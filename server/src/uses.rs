//! Uses of the service: their page and files, the class that a school's uses are of, the stages that they suggest.

use crate::{
    Site,
    files::{self, Asked},
    pages::query,
    render::answer,
    who::{Form, Me, Who},
};
use app::{
    failure::Failure,
    query::Query,
    usage::{self, Suggestions, Uses},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Principal, Uai};

async fn load(
    site: &Site,
    by: &Principal,
    (policy, code): &(String, String),
    query: &Query,
) -> Result<Uses, Failure> {
    Uses::load(&site.desk(by), policy, files::territory(code)?, query).await
}

pub async fn page(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(place): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    let loaded = load(&site, &by, &place, &query(&raw)).await;
    answer(&site, &who, loaded.map(Uses::page))
}

pub async fn table(
    Path(place): Path<(String, String)>,
    (State(site), Me(by), who, format, raw): Asked,
) -> Response {
    let loaded = load(&site, &by, &place, &query(&raw)).await;
    let stem = format!("usages-{}-{}", place.1, site.clock.today());
    let sheet = loaded.map(|uses| usage::sheet(&uses));
    files::kept(files::table(&site, &who, format, &stem, sheet).await)
}

pub async fn svg(Path(place): Path<(String, String)>, (State(site), Me(by), who, _, raw): Asked) -> Response {
    let loaded = load(&site, &by, &place, &query(&raw)).await;
    let drawn = loaded.map(|uses| usage::svg(&uses));
    files::chart(&site, &who, &format!("usages-{}", place.1), drawn)
}

/// Says which class a school's uses are of.
pub async fn link(
    State(site): State<Site>,
    who: Who,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
    Form { by, form }: Form,
) -> Response {
    let result = async {
        let school: Uai = code.parse().map_err(|_| Failure::NotFound("Cette école"))?;
        usage::link(&site.desk(&by), &policy, school, &query(&raw), &form).await
    };
    match result.await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

pub async fn suggestions(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(policy): Path<String>,
    raw: RawQuery,
) -> Response {
    let page = Suggestions::load(&site.desk(&by), &policy, &query(&raw)).await;
    answer(&site, &who, page.map(Suggestions::page))
}

/// Accepts the suggestions ticked.
pub async fn accept(
    State(site): State<Site>,
    who: Who,
    Path(policy): Path<String>,
    raw: RawQuery,
    Form { by, form }: Form,
) -> Response {
    match usage::accept(&site.desk(&by), &policy, &query(&raw), &form).await {
        Ok(Ok(address)) => Redirect::to(&address).into_response(),
        Ok(Err(page)) => answer(&site, &who, Ok(page)),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}
