//! Who did what: the audit trail as a page.

use crate::{
    Site,
    pages::query,
    render::answer,
    who::{Me, Who},
};
use app::audit;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};

pub async fn page(State(site): State<Site>, Me(by): Me, who: Who, raw: RawQuery) -> Response {
    let page = audit::page(&site.desk(&by), &query(&raw)).await;
    answer(&site, &who, page)
}
