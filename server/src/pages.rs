//! What is read: pages. Their files stand in [`crate::files`].

use crate::{
    Site, api,
    files::attachment,
    render::answer,
    who::{Me, Who, draft},
};
use app::{
    adoption::{Refused, bulk_update::Bulk},
    comparison::Comparison,
    failure::Failure,
    methods,
    query::Query,
    school::SchoolPage,
    search,
    territory::Rollout,
    ui::page::Page,
};
use axum::{
    extract::{Path, RawQuery, Request, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use domain::{Action, PolicyCode, Principal, TerritoryCode, Uai};

pub fn query(raw: &RawQuery) -> Query {
    Query::read(raw.0.as_deref().unwrap_or_default())
}

pub async fn home(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = territory(
        &site,
        &by,
        PolicyCode::HALVED_CLASSES.as_str(),
        TerritoryCode::nation(),
        &query(&raw),
    )
    .await;
    answer(&site, &who, page)
}

pub async fn national(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(policy): Path<String>,
    raw: RawQuery,
) -> Response {
    let page = territory(&site, &by, &policy, TerritoryCode::nation(), &query(&raw)).await;
    answer(&site, &who, page)
}

async fn territory(
    site: &Site,
    by: &Principal,
    policy: &str,
    code: TerritoryCode,
    query: &Query,
) -> Result<Page, Failure> {
    Ok(Rollout::load(&site.desk(by), policy, code, query).await?.page())
}

/// A territory by its code, a school by its UAI.
pub async fn place(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    uri: Uri,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    let query = query(&raw);
    let page = match (TerritoryCode::parse(&code), code.parse::<Uai>()) {
        (Some(code), _) => territory(&site, &by, &policy, code, &query).await,
        (None, Ok(uai)) => {
            let loaded = SchoolPage::load(&site.desk(&by), &policy, uai, &query).await;
            match (loaded, draft(&site, &who, &uri, &query).await) {
                (Ok(page), Some(form)) => Ok(page.refused(Refused::resumed(&form)).page()),
                (loaded, _) => loaded.map(SchoolPage::page),
            }
        }
        (None, Err(_)) => Err(Failure::NotFound("Ce territoire ou cette école")),
    };
    answer(&site, &who, page)
}

pub async fn objective(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
) -> Response {
    let page = match TerritoryCode::parse(&code) {
        Some(code) => app::objective::page(&site.desk(&by), &policy, code, &query(&raw)).await,
        None => Err(Failure::NotFound("Ce territoire")),
    };
    answer(&site, &who, page)
}

pub async fn comparison(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(policy): Path<String>,
    raw: RawQuery,
) -> Response {
    let page = Comparison::load(&site.desk(&by), &policy, &query(&raw)).await;
    answer(&site, &who, page.map(Comparison::page))
}

pub async fn bulk(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    uri: Uri,
    Path(policy): Path<String>,
    raw: RawQuery,
) -> Response {
    let query = query(&raw);
    let loaded = Bulk::load(&site.desk(&by), &policy, &query).await;
    let page = match (loaded, draft(&site, &who, &uri, &query).await) {
        (Ok(page), Some(form)) => Ok(page.refused(Refused::resumed(&form)).page()),
        (loaded, _) => loaded.map(Bulk::page),
    };
    answer(&site, &who, page)
}

pub async fn search(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = search::page(&site.desk(&by), &query(&raw)).await;
    answer(&site, &who, page)
}

pub async fn methods(State(site): State<Site>, who: Who) -> Response {
    answer(&site, &who, Ok(methods::page()))
}

pub async fn chorus_columns(State(site): State<Site>, Me(by): Me, who: Who) -> Response {
    match app::import::columns(&site.desk(&by), &site.settings.data) {
        Ok(text) => attachment(
            "chorus-colonnes.toml",
            "application/toml; charset=utf-8",
            text.into_bytes(),
        ),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

pub async fn imports(State(site): State<Site>, Me(by): Me, who: Who) -> Response {
    let page = app::import::list(&site.desk(&by), None).await;
    answer(&site, &who, page)
}

pub async fn import(State(site): State<Site>, Me(by): Me, who: Who, Path(id): Path<String>) -> Response {
    let page = app::import::one(&site.desk(&by), &id, |row| site.with_progress(row)).await;
    answer(&site, &who, page)
}

pub async fn unknown(State(site): State<Site>, who: Who, uri: Uri) -> Response {
    if uri.path().starts_with(api::ROOT) {
        return api::nothing();
    }
    answer(&site, &who, Err(Failure::NotFound("Cette page")))
}

/// What the search island asks, by leptos's own way.
pub async fn find_schools(State(site): State<Site>, Me(by): Me, request: Request) -> Response {
    let desk = site.desk(&by);
    if desk.reach(Action::ReadSchools, None).is_err() {
        return StatusCode::FORBIDDEN.into_response();
    }
    leptos_axum::handle_server_fns_with_context(
        move || leptos::prelude::provide_context(desk.clone()),
        request,
    )
    .await
    .into_response()
}

/// Whether the product answers, for whoever watches it.
pub async fn health(State(site): State<Site>) -> Response {
    let altered = site
        .store
        .ledger_health()
        .filter(|health| !health.verdict.is_whole());
    match site.store.refresh_version().await {
        Ok(_) if altered.is_some() => (StatusCode::SERVICE_UNAVAILABLE, "ledger altered\n").into_response(),
        Ok(version) => (StatusCode::OK, format!("ok {version}\n")).into_response(),
        Err(fault) => {
            tracing::error!(%fault, "the store can't answer");
            (StatusCode::SERVICE_UNAVAILABLE, "down\n").into_response()
        }
    }
}
