//! People: the list, the invitation, one person, what is kept of them.

use crate::{
    AppState,
    middleware::auth,
    request::{Ask, FromPath, Outcome, Posted, Right, Route, Visit, form, routes},
    sign_in::secrets,
};
use app::{
    account::{
        data, one,
        people::{self, PersonOutcome},
    },
    failure::PageError,
};
use axum::{extract::Request, response::Response};
use domain::{AccountId, Action, account::LinkKind};

const STATE: &[&str] = &["etat"];
const DONE: &[&str] = &["fait"];

/// Their addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/personnes" [STATE, auth::RESUMED] => list;
        post "/personnes" [STATE, auth::RESUMED] => invite;
        get "/personnes/{id}" [DONE, auth::RESUMED] => one;
        post "/personnes/{id}" [DONE, auth::RESUMED] => change;
        get "/donnees-personnelles" [DONE] => data;
        post "/donnees-personnelles" [DONE] => set_retention;
    }
}

/// A person by the number of their account.
struct PersonPath {
    id: AccountId,
}

impl FromPath for PersonPath {
    type Raw = String;

    fn read(id: String) -> Result<Self, PageError> {
        let id = id.parse().map_err(|_| PageError::NotFound("Cette personne"))?;
        Ok(Self { id })
    }
}

/// Who manages people.
struct Manages;

impl<P: Sync> Right<P> for Manages {
    type Granted = ();

    async fn ask(ask: &Ask<P>) -> Result<(), PageError> {
        ask.context.allow(Action::ManagePeople, None, &[])
    }
}

async fn list(ask: Ask) -> Response {
    let resumed = ask.draft().await;
    ask.page(people::list(&ask.context, &ask.query, resumed.as_ref()).await)
}

async fn invite(Posted { ask, form, .. }: Posted<(), Manages>) -> Response {
    let secret = secrets::new_link(false);
    let done = people::invite(&ask.context, ask.app_state.real_clock.now(), &form, &secret.link).await;
    ask.redirect_or(finish(&ask, done, &secret).await)
}

async fn one(ask: Ask<PersonPath>) -> Response {
    let resumed = ask.draft().await;
    ask.page(one::one(&ask.context, ask.path.id, &ask.query, resumed.as_ref()).await)
}

async fn change(Posted { ask, form, .. }: Posted<PersonPath, Manages>) -> Response {
    let secret = secrets::new_link(false);
    let done = one::change(
        &ask.context,
        ask.app_state.real_clock.now(),
        ask.path.id,
        &form,
        &secret.link,
    )
    .await;
    ask.redirect_or(finish(&ask, done, &secret).await)
}

/// Sends the link that was made, if one was, and shows it.
async fn finish<P>(
    ask: &Ask<P>,
    done: Result<PersonOutcome, PageError>,
    secret: &secrets::NewSecret,
) -> Result<Outcome, PageError> {
    Ok(match done? {
        PersonOutcome::Elsewhere(address) => Outcome::Elsewhere(address),
        PersonOutcome::Page(page) => Outcome::Page(Box::new(page)),
        PersonOutcome::Link { account, kind } => {
            let sent = send(&ask.app_state, account, kind, &secret.token).await;
            let link = address(&ask.app_state, &secret.token);
            let page = one::with_link(&ask.context, account, kind, &link, sent).await?;
            Outcome::Page(Box::new(page))
        }
    })
}

/// A link as somebody opens it.
fn address(app_state: &AppState, token: &str) -> String {
    format!("{}/connexion/lien/{token}", app_state.settings.public)
}

/// Sends an invitation or a link where there is a mail server; answers the address it went to.
async fn send(app_state: &AppState, account: AccountId, kind: LinkKind, token: &str) -> Option<String> {
    let mail = app_state.settings.mail.as_ref()?;
    let known = match app_state.store.account(account).await {
        Ok(known) => known?.account,
        Err(stop) => {
            tracing::error!(%stop, "an account could not be read");
            return None;
        }
    };
    let to = known.email?;
    let (subject, text) = app::account::letters::link(kind, &known.name, &address(app_state, token));
    match mail.send(&to, subject, text).await {
        Ok(()) => Some(to.to_string()),
        Err(fault) => {
            tracing::error!(%fault, "a link could not be sent");
            None
        }
    }
}

async fn data(visit: Visit) -> Response {
    let (by, today) = (visit.caller.principal().cloned(), visit.app_state.clock.today());
    visit.page(data::page(&visit.app_state.store, by.as_ref(), today, &visit.query).await)
}

/// Its page gives no draft back: nobody is sent to sign in without one.
async fn set_retention(ask: Ask, request: Request) -> Result<Response, Response> {
    Manages::ask(&ask).await.map_err(|failure| ask.failed(failure))?;
    let form = form(request, &ask.app_state).await?;
    let set = data::set(&ask.context, &form).await;
    Ok(ask.redirect_or(set.map(|()| "/donnees-personnelles?fait=1".to_owned())))
}
