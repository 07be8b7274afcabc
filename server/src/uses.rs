//! Uses of the service: their page and files, the class that a school's uses are of, the stages that they suggest.

use crate::{
    Site,
    pages::{file_of, query},
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
use domain::{Principal, TerritoryCode, Uai};

async fn load(
    site: &Site,
    by: &Principal,
    (policy, code): &(String, String),
    query: &Query,
) -> Result<(TerritoryCode, Uses), Failure> {
    let code = TerritoryCode::parse(code).ok_or(Failure::NotFound("Ce territoire"))?;
    Ok((code, Uses::load(&site.desk(by), policy, code, query).await?))
}

pub async fn page(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(place): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    let loaded = load(&site, &by, &place, &query(&raw)).await;
    answer(&site, &who, loaded.map(|(_, uses)| uses.page()))
}

/// A file of the uses.
async fn file(
    site: &Site,
    (by, who): (&Principal, &Who),
    place: &(String, String),
    raw: &RawQuery,
    (name, made): (&str, fn(&Uses) -> String),
) -> Response {
    match load(site, by, place, &query(raw)).await {
        Ok((code, uses)) => file_of(name, &format!("{code}-{}", site.clock.today()), made(&uses)),
        Err(failure) => answer(site, who, Err(failure)),
    }
}

pub async fn csv(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(place): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    file(&site, (&by, &who), &place, &raw, ("usages.csv", usage::csv)).await
}

pub async fn svg(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(place): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    file(&site, (&by, &who), &place, &raw, ("usages.svg", usage::svg)).await
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
