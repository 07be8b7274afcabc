//! The money: its page, its ledger, the forms of its entries.

use crate::{
    Site,
    pages::query,
    render::answer,
    who::{Form, Me, Who, draft},
};
use app::{
    failure::Failure,
    funding::{self, EntryForm, Written},
    ui::form::Errors,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};

pub async fn page(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = funding::page(&site.desk(&by), query(&raw).get("fait")).await;
    answer(&site, &who, page)
}

pub async fn list(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = funding::list(&site.desk(&by), &query(&raw)).await;
    answer(&site, &who, page)
}

pub async fn entry(State(site): State<Site>, Me(by): Me, who: Who, Path(number): Path<String>) -> Response {
    let page = funding::commitment(&site.desk(&by), &number).await;
    answer(&site, &who, page)
}

pub async fn form(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    uri: Uri,
    Path(kind): Path<String>,
    raw: RawQuery,
) -> Response {
    let (desk, query) = (site.desk(&by), query(&raw));
    let resumed = draft(&site, &who, &uri, &query).await;
    let form = EntryForm::open(&desk, &kind, &query, resumed.as_ref());
    answer(&site, &who, form.map(|form| form.page(&desk)))
}

pub async fn write(
    State(site): State<Site>,
    who: Who,
    Path(kind): Path<String>,
    Form { by, form }: Form,
) -> Response {
    written(&site, &who, funding::write(&site.desk(&by), &kind, &form).await)
}

pub async fn duties(State(site): State<Site>, Me(by): Me, who: Who, uri: Uri, raw: RawQuery) -> Response {
    let (desk, query) = (site.desk(&by), query(&raw));
    let page = match draft(&site, &who, &uri, &query).await {
        Some(form) => funding::duties(&desk, &form, Errors::resumed()).await,
        None => funding::duties(&desk, &query, Errors::default()).await,
    };
    answer(&site, &who, page)
}

pub async fn act(State(site): State<Site>, who: Who, Form { by, form }: Form) -> Response {
    written(&site, &who, funding::act(&site.desk(&by), &form).await)
}

fn written(site: &Site, who: &Who, done: Result<Written, Failure>) -> Response {
    match done {
        Ok(Written::Elsewhere(address)) => Redirect::to(&address).into_response(),
        Ok(Written::Page(page)) => answer(site, who, Ok(*page)),
        Err(failure) => answer(site, who, Err(failure)),
    }
}

pub async fn set_day(State(site): State<Site>, who: Who, Form { by, form }: Form) -> Response {
    match funding::set_day(&site.desk(&by), &form).await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

pub async fn account_page(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = funding::account_page(&site.desk(&by), &query(&raw)).await;
    answer(&site, &who, page)
}
