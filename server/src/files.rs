//! What is taken elsewhere: tables as CSV and XLSX, charts as SVG, the account report. An address ends as its file does, and one handler
//! answers both kinds of a table.

use crate::{
    Site,
    cache::Keep,
    pages::query,
    render::answer,
    who::{Me, Who},
};
use app::{
    adoption::bulk_update,
    audit,
    comparison::{self, Comparison},
    failure::Failure,
    funding, open_data,
    territory::{self, Rollout},
};
use axum::{
    extract::{FromRequestParts, Path, RawQuery, State},
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{Principal, TerritoryCode};
use report::{Document, Sheet};
use std::convert::Infallible;
use store::Fault;

const CSV: &str = "text/csv; charset=utf-8";
const SVG: &str = "image/svg+xml; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For whatever reads text.
    Csv,
    /// For a spreadsheet.
    Xlsx,
}

impl FromRequestParts<Site> for Format {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Infallible> {
        Ok(match parts.uri.path().ends_with(".xlsx") {
            true => Self::Xlsx,
            false => Self::Csv,
        })
    }
}

/// What makes a file of something.
type Work<T> = fn(&T) -> Result<Vec<u8>, report::Fault>;

/// Somebody who asks for a file, and of what kind.
pub(crate) type Asked = (State<Site>, Me, Who, Format, RawQuery);

/// A table as it was asked for, or why there is none.
pub(crate) async fn table(
    site: &Site,
    who: &Who,
    format: Format,
    stem: &str,
    made: Result<Sheet, Failure>,
) -> Response {
    let sheet = match made {
        Ok(sheet) => sheet,
        Err(failure) => return answer(site, who, Err(failure)),
    };
    // Thousands of rows take the processor for a while.
    let (kind, extension, work): (_, _, Work<Sheet>) = match format {
        Format::Csv => (CSV, "csv", |sheet| Ok(report::csv(sheet).into_bytes())),
        Format::Xlsx => (XLSX, "xlsx", report::sheet_xlsx),
    };
    match made_of(sheet, work).await {
        Ok(bytes) => attachment(&format!("{stem}.{extension}"), kind, bytes),
        Err(failure) => answer(site, who, Err(failure)),
    }
}

/// Makes a file on a thread of its own.
async fn made_of<T: Send + 'static>(of: T, write: Work<T>) -> Result<Vec<u8>, Failure> {
    match tokio::task::spawn_blocking(move || write(&of)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(fault)) => {
            tracing::error!(%fault, "a file could not be made");
            Err(Failure::Broken(Fault::Cut))
        }
        Err(_) => Err(Failure::Broken(Fault::Cut)),
    }
}

/// The same for all who have the same rights.
pub(crate) fn kept(mut response: Response) -> Response {
    response.extensions_mut().insert(Keep);
    response
}

pub(crate) fn territory(code: &str) -> Result<TerritoryCode, Failure> {
    TerritoryCode::parse(code).ok_or(Failure::NotFound("Ce territoire"))
}

async fn load(
    site: &Site,
    by: &Principal,
    (policy, code): &(String, String),
    raw: &RawQuery,
) -> Result<Rollout, Failure> {
    Rollout::load(&site.desk(by), policy, territory(code)?, &query(raw)).await
}

pub async fn weeks(
    Path(of): Path<(String, String)>,
    (State(site), Me(by), who, format, raw): Asked,
) -> Response {
    let made = load(&site, &by, &of, &raw).await;
    let stem = format!("semaines-{}-{}", of.1, site.clock.today());
    let sheet = made.map(|rollout| territory::weeks_sheet(&rollout));
    kept(table(&site, &who, format, &stem, sheet).await)
}

pub async fn territories(
    Path(of): Path<(String, String)>,
    (State(site), Me(by), who, format, raw): Asked,
) -> Response {
    let made = match load(&site, &by, &of, &raw).await {
        Ok(rollout) if rollout.hides_schools() => Err(Failure::Forbidden),
        made => made,
    };
    let stem = format!("territoires-{}-{}", of.1, site.clock.today());
    let sheet = made.map(|rollout| territory::territories_sheet(&rollout));
    kept(table(&site, &who, format, &stem, sheet).await)
}

pub async fn units(
    Path((policy, code)): Path<(String, String)>,
    (State(site), Me(by), who, format, raw): Asked,
) -> Response {
    let made = match territory(&code) {
        Ok(here) => bulk_update::units_sheet(&site.desk(&by), &policy, here, &query(&raw)).await,
        Err(failure) => Err(failure),
    };
    let stem = format!("classes-{code}-{}", site.clock.today());
    kept(table(&site, &who, format, &stem, made).await)
}

pub async fn comparison(
    Path(policy): Path<String>,
    (State(site), Me(by), who, format, raw): Asked,
) -> Response {
    let made = Comparison::load(&site.desk(&by), &policy, &query(&raw)).await;
    let stem = format!("comparaison-{}", site.clock.today());
    let sheet = made.map(|comparison| comparison::sheet(&comparison));
    kept(table(&site, &who, format, &stem, sheet).await)
}

pub async fn money_weeks((State(site), Me(by), who, format, _): Asked) -> Response {
    let made = funding::weeks_sheet(&site.desk(&by)).await;
    let stem = format!("credits-{}", site.clock.today());
    kept(table(&site, &who, format, &stem, made).await)
}

pub async fn money_entries((State(site), Me(by), who, format, _): Asked) -> Response {
    let made = funding::entries_sheet(&site.desk(&by)).await;
    let stem = format!("registre-{}", site.clock.today());
    kept(table(&site, &who, format, &stem, made).await)
}

/// One's own: no one else is answered with it, hence it is not kept.
pub async fn trail((State(site), Me(by), who, format, raw): Asked) -> Response {
    let made = audit::sheet(&site.desk(&by), &query(&raw)).await;
    let stem = format!("qui-a-fait-quoi-{}", site.clock.today());
    table(&site, &who, format, &stem, made).await
}

/// A chart to be put aside, or why there is none.
pub(crate) fn chart(site: &Site, who: &Who, stem: &str, drawn: Result<String, Failure>) -> Response {
    match drawn {
        Ok(text) => {
            let name = format!("{stem}-{}.svg", site.clock.today());
            kept(attachment(&name, SVG, text.into_bytes()))
        }
        Err(failure) => answer(site, who, Err(failure)),
    }
}

pub async fn weeks_svg(
    Path(of): Path<(String, String)>,
    (State(site), Me(by), who, _, raw): Asked,
) -> Response {
    let drawn = load(&site, &by, &of, &raw).await;
    let drawn = drawn.map(|rollout| territory::weeks_svg(&rollout));
    chart(&site, &who, &format!("semaines-{}", of.1), drawn)
}

pub async fn stages_svg(
    Path(of): Path<(String, String)>,
    (State(site), Me(by), who, _, raw): Asked,
) -> Response {
    let drawn = load(&site, &by, &of, &raw).await;
    let drawn = drawn.map(|rollout| territory::stages_svg(&rollout));
    chart(&site, &who, &format!("stades-{}", of.1), drawn)
}

pub async fn map_svg(Path(policy): Path<String>, (State(site), Me(by), who, _, raw): Asked) -> Response {
    let made = Comparison::load(&site.desk(&by), &policy, &query(&raw)).await;
    let drawn = made.map(|comparison| comparison::map_svg(&comparison));
    chart(&site, &who, "carte", drawn)
}

pub async fn chance_svg(Path(policy): Path<String>, (State(site), Me(by), who, _, raw): Asked) -> Response {
    let made = Comparison::load(&site.desk(&by), &policy, &query(&raw)).await;
    let drawn = made.map(|comparison| comparison::chance_svg(&comparison));
    chart(&site, &who, "hasard", drawn)
}

pub async fn courses(Path(policy): Path<String>, (State(site), Me(by), who, format, raw): Asked) -> Response {
    let made = Comparison::load(&site.desk(&by), &policy, &query(&raw)).await;
    let stem = format!("academies-{}", site.clock.today());
    let sheet = made.map(|comparison| comparison::courses_sheet(&comparison));
    kept(table(&site, &who, format, &stem, sheet).await)
}

pub async fn courses_svg(Path(policy): Path<String>, (State(site), Me(by), who, _, raw): Asked) -> Response {
    let made = Comparison::load(&site.desk(&by), &policy, &query(&raw)).await;
    let drawn = made.map(|comparison| comparison::courses_svg(&comparison));
    chart(&site, &who, "academies", drawn)
}

pub async fn window_svg((State(site), Me(by), who, ..): Asked) -> Response {
    let drawn = funding::window_svg(&site.desk(&by)).await;
    chart(&site, &who, "fenetre", drawn)
}

pub async fn account_pdf((State(site), Me(by), who, _, raw): Asked) -> Response {
    account_file(&site, &by, &who, &raw, ("pdf", "application/pdf"), report::pdf).await
}

pub async fn account_xlsx((State(site), Me(by), who, _, raw): Asked) -> Response {
    account_file(&site, &by, &who, &raw, ("xlsx", XLSX), report::xlsx).await
}

/// The account report as a file.
async fn account_file(
    site: &Site,
    by: &Principal,
    who: &Who,
    raw: &RawQuery,
    (extension, kind): (&str, &'static str),
    write: Work<Document>,
) -> Response {
    let document = match funding::account_document(&site.desk(by), &query(raw)).await {
        Ok(document) => document,
        Err(failure) => return answer(site, who, Err(failure)),
    };
    let name = format!("compte-rendu-{}.{extension}", document.day);
    match made_of(document, write).await {
        Ok(bytes) => attachment(&name, kind, bytes),
        Err(failure) => answer(site, who, Err(failure)),
    }
}

/// What is published: anybody who has a role may take it.
pub async fn open_list((State(site), Me(by), who, ..): Asked) -> Response {
    answer(&site, &who, open_data::page(&site.desk(&by)))
}

pub async fn open_file(Path(name): Path<String>, (State(site), Me(by), who, ..): Asked) -> Response {
    match open_data::file(&site.desk(&by), &name).await {
        Ok((file, text)) => kept(attachment(file.name, file.kind(), text.into_bytes())),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

/// A file to be put aside.
pub fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
