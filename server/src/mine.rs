//! One's own account: roles, open sessions, access tokens, what is known of oneself.

use crate::{
    Site,
    pages::query,
    render::answer,
    sign_in::secrets::token,
    who::{Signed, Who},
};
use app::{
    account::{
        mine,
        tokens::{self, Done},
    },
    failure::Failure,
    query::Query,
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::token::TOKEN_PREFIX;

pub async fn page(State(site): State<Site>, me: Signed, who: Who, raw: RawQuery) -> Response {
    show(&site, &me, &who, (&query(&raw), None)).await
}

async fn show(site: &Site, me: &Signed, who: &Who, told: (&Query, Option<Done>)) -> Response {
    let (desk, proconnect) = (site.desk(&me.by), site.settings.proconnect.is_some());
    let page = mine::page(
        &desk,
        me.account.id,
        me.session,
        site.wall.now(),
        proconnect,
        told,
    )
    .await;
    answer(site, who, page)
}

/// What somebody does with their account: makes a token, revokes one, closes their other sessions.
pub async fn change(State(site): State<Site>, me: Signed, who: Who, form: String) -> Response {
    let form = Query::read(&form);
    let (desk, now, id) = (site.desk(&me.by), site.wall.now(), me.account.id);
    let done = match form.get("act") {
        Some("token") => {
            let secret = format!("{TOKEN_PREFIX}{}", token());
            tokens::make(&desk, now, id, &form, secret).await
        }
        Some("revoke") => tokens::revoke(&desk, now, id, &form).await,
        _ => return close_others(&site, &me, &who).await,
    };
    match done {
        // Said on the page itself: what a token says stands in no address.
        Ok(done) => show(&site, &me, &who, (&Query::default(), Some(done))).await,
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

async fn close_others(site: &Site, me: &Signed, who: &Who) -> Response {
    let closed = site
        .store
        .close_other_sessions(&me.by, site.wall.now(), me.account.id, me.session)
        .await;
    match closed {
        Ok(closed) => Redirect::to(&format!("/mon-compte?fermees={closed}")).into_response(),
        Err(stop) => answer(site, who, Err(stop.into())),
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
