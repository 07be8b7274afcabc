//! One's own account: roles, open sessions, what is known of oneself.

use crate::{
    Site,
    pages::query,
    render::answer,
    who::{Signed, Who},
};
use app::{account::mine, failure::Failure};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};

pub async fn page(State(site): State<Site>, me: Signed, who: Who, raw: RawQuery) -> Response {
    let desk = site.desk(&me.by);
    let page = mine::page(
        &desk,
        me.account.id,
        me.session,
        site.wall.now(),
        site.settings.proconnect.is_some(),
        &query(&raw),
    )
    .await;
    answer(&site, &who, page)
}

pub async fn close_others(State(site): State<Site>, me: Signed, who: Who) -> Response {
    let closed = site
        .store
        .close_other_sessions(&me.by, site.wall.now(), me.account.id, me.session)
        .await;
    match closed {
        Ok(closed) => Redirect::to(&format!("/mon-compte?fermees={closed}")).into_response(),
        Err(stop) => answer(&site, &who, Err(stop.into())),
    }
}

/// Everything that is known of oneself, as a file.
pub async fn data(State(site): State<Site>, me: Signed, who: Who) -> Response {
    let text = match site.store.personal_data(me.account.id).await {
        Ok(known) => mine::export(&known),
        Err(stop) => return answer(&site, &who, Err(Failure::from(stop))),
    };
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"mes-donnees.json\""),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
