//! What is read: pages and files.

use crate::{Site, cache::Keep, render::answer};
use app::{
    bulk::{self, Bulk},
    failure::Failure,
    imports, methods,
    query::Query,
    rollout::{self, Rollout},
    school::SchoolPage,
    search,
    ui::page::Page,
};
use axum::{
    extract::{Path, RawQuery, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{TerritoryCode, Uai};

/// The policy that the first page is about.
const FIRST: &str = "classes-dedoublees";

fn query(raw: &RawQuery) -> Query {
    Query::read(raw.0.as_deref().unwrap_or_default())
}

pub async fn home(State(site): State<Site>, raw: RawQuery) -> Response {
    let page = territory(&site, FIRST, TerritoryCode::nation(), &query(&raw)).await;
    answer(&site, page)
}

pub async fn national(State(site): State<Site>, Path(policy): Path<String>, raw: RawQuery) -> Response {
    let page = territory(&site, &policy, TerritoryCode::nation(), &query(&raw)).await;
    answer(&site, page)
}

async fn territory(site: &Site, policy: &str, code: TerritoryCode, query: &Query) -> Result<Page, Failure> {
    Ok(Rollout::load(&site.desk(), policy, code, query).await?.page())
}

/// A territory by its code, a school by its UAI.
pub async fn place(
    State(site): State<Site>,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    let query = query(&raw);
    let page = match (TerritoryCode::parse(&code), code.parse::<Uai>()) {
        (Some(code), _) => territory(&site, &policy, code, &query).await,
        (None, Ok(uai)) => SchoolPage::load(&site.desk(), &policy, uai, &query)
            .await
            .map(SchoolPage::page),
        (None, Err(_)) => Err(Failure::NotFound("Ce territoire ou cette école")),
    };
    answer(&site, page)
}

pub async fn bulk(State(site): State<Site>, Path(policy): Path<String>, raw: RawQuery) -> Response {
    let page = Bulk::load(&site.desk(), &policy, &query(&raw))
        .await
        .map(Bulk::page);
    answer(&site, page)
}

pub async fn search(State(site): State<Site>, raw: RawQuery) -> Response {
    let page = search::page(&site.desk(), &query(&raw)).await;
    answer(&site, page)
}

pub async fn methods(State(site): State<Site>) -> Response {
    answer(&site, Ok(methods::page()))
}

pub async fn imports(State(site): State<Site>) -> Response {
    let page = imports::list(&site.desk(), None).await;
    answer(&site, page)
}

pub async fn import(State(site): State<Site>, Path(id): Path<String>) -> Response {
    let page = imports::one(&site.desk(), &id, |row| site.with_progress(row)).await;
    answer(&site, page)
}

pub async fn unknown(State(site): State<Site>) -> Response {
    answer(&site, Err(Failure::NotFound("Cette page")))
}

/// What the search island asks, by leptos's own way.
pub async fn find_schools(State(site): State<Site>, request: Request) -> Response {
    let store = site.store.clone();
    leptos_axum::handle_server_fns_with_context(
        move || leptos::prelude::provide_context(store.clone()),
        request,
    )
    .await
    .into_response()
}

/// Whether the product answers, for whoever watches it.
pub async fn health(State(site): State<Site>) -> Response {
    match site.store.refresh_version().await {
        Ok(version) => (StatusCode::OK, format!("ok {version}\n")).into_response(),
        Err(fault) => {
            tracing::error!(%fault, "the store can't answer");
            (StatusCode::SERVICE_UNAVAILABLE, "down\n").into_response()
        }
    }
}

pub async fn weeks_csv(
    State(site): State<Site>,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    table(
        &site,
        &policy,
        &code,
        &query(&raw),
        "semaines",
        rollout::weeks_csv,
    )
    .await
}

pub async fn territories_csv(
    State(site): State<Site>,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    table(
        &site,
        &policy,
        &code,
        &query(&raw),
        "territoires",
        rollout::territories_csv,
    )
    .await
}

async fn table(
    site: &Site,
    policy: &str,
    code: &str,
    query: &Query,
    name: &str,
    text: fn(&Rollout) -> String,
) -> Response {
    let Some(here) = TerritoryCode::parse(code) else {
        return answer(site, Err(Failure::NotFound("Ce territoire")));
    };
    match Rollout::load(&site.desk(), policy, here, query).await {
        Ok(rollout) => file(
            &format!("{name}-{here}-{}.csv", site.clock.today()),
            text(&rollout),
        ),
        Err(failure) => answer(site, Err(failure)),
    }
}

pub async fn units_csv(
    State(site): State<Site>,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    let Some(here) = TerritoryCode::parse(&code) else {
        return answer(&site, Err(Failure::NotFound("Ce territoire")));
    };
    match bulk::units_csv(&site.desk(), &policy, here, &query(&raw)).await {
        Ok(text) => file(&format!("classes-{here}-{}.csv", site.clock.today()), text),
        Err(failure) => answer(&site, Err(failure)),
    }
}

fn file(name: &str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response.extensions_mut().insert(Keep);
    response
}
