//! One's own account: roles, open sessions, access tokens, what is known of oneself.

use crate::{
    middleware::auth::SignedIn,
    request::{Route, Visit, routes},
    sign_in::secrets::token,
};
use app::{
    account::{
        mine::{self, Visitor},
        tokens::{self, TokenOutcome},
    },
    failure::PageError,
    query::Query,
};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::token::TOKEN_PREFIX;

const CLOSED: &[&str] = &["fermees"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/mon-compte" [CLOSED] => page;
        post "/mon-compte" [CLOSED] => change;
        get "/mon-compte/donnees.json" => data;
    }
}

async fn page(me: SignedIn, visit: Visit) -> Response {
    show(&me, &visit, &visit.query, None).await
}

async fn show(me: &SignedIn, visit: &Visit, query: &Query, done: Option<TokenOutcome>) -> Response {
    let app_state = &visit.app_state;
    let visitor = Visitor {
        account: me.account.id,
        session: me.session,
        now: app_state.real_clock.now(),
        proconnect: app_state.settings.proconnect.is_some(),
    };
    visit.page(mine::page(&app_state.context(&me.by), visitor, query, done).await)
}

/// What somebody does with their account: makes a token, revokes one, closes their other sessions. Not `Posted`: a visitor of the demonstration has
/// no account, and no draft is kept of these forms.
async fn change(me: SignedIn, visit: Visit, form: String) -> Response {
    let form = Query::read(&form);
    let (context, now) = (visit.app_state.context(&me.by), visit.app_state.real_clock.now());
    let id = me.account.id;
    let done = match form.get("act") {
        Some("token") => {
            let secret = format!("{TOKEN_PREFIX}{}", token());
            tokens::make(&context, now, id, &form, secret).await
        }
        Some("revoke") => tokens::revoke(&context, now, id, &form).await,
        _ => return close_others(&me, &visit).await,
    };
    match done {
        // Said on the page itself: what a token says stands in no address.
        Ok(done) => show(&me, &visit, &Query::default(), Some(done)).await,
        Err(failure) => visit.page(Err(failure)),
    }
}

async fn close_others(me: &SignedIn, visit: &Visit) -> Response {
    let (store, now) = (&visit.app_state.store, visit.app_state.real_clock.now());
    match store
        .close_other_sessions(&me.by, now, me.account.id, me.session)
        .await
    {
        Ok(closed) => Redirect::to(&format!("/mon-compte?fermees={closed}")).into_response(),
        Err(stop) => visit.page(Err(stop.into())),
    }
}

/// Everything that is known of oneself, as a file.
async fn data(me: SignedIn, visit: Visit) -> Response {
    let text = match visit.app_state.store.personal_data(me.account.id).await {
        Ok(known) => mine::export(&known),
        Err(stop) => return visit.page(Err(PageError::from(stop))),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"mes-donnees.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (
        headers.map(|(name, value)| (name, HeaderValue::from_static(value))),
        text,
    )
        .into_response()
}
