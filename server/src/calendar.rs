//! The school calendar: read, changed, as a file.

use crate::{
    Site,
    files::{self, Asked},
    pages::query,
    render::answer,
    who::{Form, Me, Who, draft},
};
use app::calendar::{self, Changed, Shown};
use axum::{
    extract::{RawQuery, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};

pub async fn page(State(site): State<Site>, Me(by): Me, who: Who, uri: Uri, raw: RawQuery) -> Response {
    let query = query(&raw);
    let resumed = draft(&site, &who, &uri, &query).await;
    let page = calendar::page(&site.desk(&by), &query, resumed.as_ref()).await;
    answer(&site, &who, page)
}

pub async fn write(State(site): State<Site>, who: Who, raw: RawQuery, Form { by, form }: Form) -> Response {
    match calendar::change(&site.desk(&by), &query(&raw), &form).await {
        Ok(Changed::Elsewhere(address)) => Redirect::to(&address).into_response(),
        Ok(Changed::Page(page)) => answer(&site, &who, Ok(page)),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

pub async fn table((State(site), Me(by), who, format, raw): Asked) -> Response {
    let shown = calendar::load(&site.desk(&by), &query(&raw)).await;
    let stem = shown.as_ref().map(Shown::stem).unwrap_or_default();
    let sheet = shown.map(|shown| calendar::sheet(&shown, site.clock.today()));
    files::kept(files::table(&site, &who, format, &stem, sheet).await)
}
