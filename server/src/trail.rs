//! Who did what: the audit trail as a page and as a file.

use crate::{
    Site,
    pages::{file, query},
    render::answer,
    who::{Me, Who},
};
use app::account::trail;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};

pub async fn page(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = trail::page(&site.desk(&by), &query(&raw)).await;
    answer(&site, &who, page)
}

pub async fn csv(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    match trail::csv(&site.desk(&by), &query(&raw)).await {
        Ok(text) => {
            let mut response = file(&format!("qui-a-fait-quoi-{}.csv", site.clock.today()), text);
            // It is one's own: no one else's page may be answered with it.
            response.extensions_mut().remove::<crate::cache::Keep>();
            response
        }
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}
