//! People: the list, the invitation, one person, what is kept of them.

use crate::{
    Site,
    pages::query,
    render::answer,
    sign_in::secrets,
    who::{Form, Me, Who, draft},
};
use app::{
    account::{
        data, one,
        people::{self, Done},
    },
    failure::Failure,
    query::Query,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use domain::{AccountId, Principal};

pub async fn list(State(site): State<Site>, Me(by): Me, who: Who, uri: Uri, raw: RawQuery) -> Response {
    let query = query(&raw);
    let resumed = draft(&site, &who, &uri, &query).await;
    let page = people::list(&site.desk(&by), &query, resumed.as_ref()).await;
    answer(&site, &who, page)
}

/// A link as somebody opens it.
fn address(site: &Site, token: &str) -> String {
    format!("{}/connexion/lien/{token}", site.settings.public)
}

pub async fn invite(State(site): State<Site>, who: Who, Form { by, form }: Form) -> Response {
    let secret = secrets::new_link(false);
    let done = people::invite(&site.desk(&by), site.wall.now(), &form, &secret.link).await;
    finish(&site, &by, &who, done, &secret).await
}

pub async fn one(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    uri: Uri,
    Path(id): Path<String>,
    raw: RawQuery,
) -> Response {
    let query = query(&raw);
    let resumed = draft(&site, &who, &uri, &query).await;
    let page = one::one(&site.desk(&by), &id, &query, resumed.as_ref()).await;
    answer(&site, &who, page)
}

pub async fn change(
    State(site): State<Site>,
    who: Who,
    Path(id): Path<String>,
    Form { by, form }: Form,
) -> Response {
    let secret = secrets::new_link(false);
    let done = one::change(&site.desk(&by), site.wall.now(), &id, &form, &secret.link).await;
    finish(&site, &by, &who, done, &secret).await
}

async fn finish(
    site: &Site,
    by: &Principal,
    who: &Who,
    done: Result<Done, Failure>,
    secret: &secrets::NewSecret,
) -> Response {
    match done {
        Ok(Done::Elsewhere(address)) => Redirect::to(&address).into_response(),
        Ok(Done::Page(page)) => answer(site, who, Ok(page)),
        Ok(Done::Link { account, kind }) => {
            let sent = send(site, account, kind, &secret.token).await;
            let link = address(site, &secret.token);
            let page = one::with_link(&site.desk(by), account, kind, &link, sent).await;
            answer(site, who, page)
        }
        Err(failure) => answer(site, who, Err(failure)),
    }
}

/// Sends an invitation or a link where there is a mail server; answers the address it went to.
async fn send(
    site: &Site,
    account: AccountId,
    kind: domain::account::LinkKind,
    token: &str,
) -> Option<String> {
    let mail = site.settings.mail.as_ref()?;
    let known = match site.store.account(account).await {
        Ok(known) => known?.account,
        Err(stop) => {
            tracing::error!(%stop, "an account could not be read");
            return None;
        }
    };
    let to = known.email?;
    let (subject, text) = app::account::letters::link(kind, &known.name, &address(site, token));
    match mail.send(&to, subject, text).await {
        Ok(()) => Some(to.to_string()),
        Err(fault) => {
            tracing::error!(%fault, "a link could not be sent");
            None
        }
    }
}

pub async fn data(State(site): State<Site>, who: Who, raw: RawQuery) -> Response {
    let by = who.principal().cloned();
    let page = data::page(&site.store, by.as_ref(), site.clock.today(), &query(&raw)).await;
    answer(&site, &who, page)
}

pub async fn set_retention(State(site): State<Site>, Me(by): Me, who: Who, form: String) -> Response {
    match data::set(&site.desk(&by), &Query::read(&form)).await {
        Ok(()) => Redirect::to("/donnees-personnelles?fait=1").into_response(),
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}
