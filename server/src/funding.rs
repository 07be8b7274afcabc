//! The money: its page, its ledger, the forms of its entries.

use crate::{
    Site,
    pages::{attachment, file, file_of, query},
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
use domain::Principal;
use report::Document;
use store::Fault;

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

pub async fn window_svg(State(site): State<Site>, Me(by): Me, who: Who) -> Response {
    match funding::window_svg(&site.desk(&by)).await {
        Ok(text) => file_of("fenetre.svg", &site.clock.today().to_string(), text),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

pub async fn weeks_csv(State(site): State<Site>, Me(by): Me, who: Who) -> Response {
    table(&site, &who, "credits", funding::weeks_csv(&site.desk(&by)).await)
}

pub async fn entries_csv(State(site): State<Site>, Me(by): Me, who: Who) -> Response {
    table(
        &site,
        &who,
        "registre",
        funding::entries_csv(&site.desk(&by)).await,
    )
}

fn table(site: &Site, who: &Who, name: &str, text: Result<String, Failure>) -> Response {
    match text {
        Ok(text) => file(&format!("{name}-{}.csv", site.clock.today()), text),
        Err(failure) => answer(site, who, Err(failure)),
    }
}

pub async fn account_page(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = funding::account_page(&site.desk(&by), &query(&raw)).await;
    answer(&site, &who, page)
}

pub async fn account_pdf(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    account_file(&site, &by, &who, &raw, ("pdf", "application/pdf"), report::pdf).await
}

pub async fn account_xlsx(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    account_file(&site, &by, &who, &raw, ("xlsx", KIND), report::xlsx).await
}

/// The account report as a file; made on a thread of its own, for it takes the processor for a while.
async fn account_file(
    site: &Site,
    by: &Principal,
    who: &Who,
    raw: &RawQuery,
    (extension, kind): (&str, &'static str),
    write: fn(&Document) -> Result<Vec<u8>, report::Fault>,
) -> Response {
    let document = match funding::account_document(&site.desk(by), &query(raw)).await {
        Ok(document) => document,
        Err(failure) => return answer(site, who, Err(failure)),
    };
    let name = format!("compte-rendu-{}.{extension}", document.day);
    let made = tokio::task::spawn_blocking(move || write(&document)).await;
    match made {
        Ok(Ok(bytes)) => attachment(&name, kind, bytes),
        Ok(Err(fault)) => {
            tracing::error!(%fault, "an account report could not be made");
            answer(site, who, Err(Failure::Broken(Fault::Cut)))
        }
        Err(_) => answer(site, who, Err(Failure::Broken(Fault::Cut))),
    }
}
