//! Signing in and out: by a link, by the code that went with it, by a role of the demonstration.

mod demo;
mod link;
mod out;
mod pro;
pub mod secrets;

use crate::{
    AppState,
    middleware::{
        auth::{Origin, RESUME},
        sessions::{AGENT_MAX, key},
    },
    request::{Route, Visit, routes},
};
use app::{
    failure::PageError,
    sign_in::{Offer, page as offer_page},
};
use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{AccountId, PolicyCode, Role};
use out::{out, outside};
use tower_sessions::Session;

const ONWARD: &[&str] = &["suite"];
const REQUEST: &[&str] = &["demande"];
const STATE: &[&str] = &["state"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    let mut all = routes! {
        get "/connexion" [ONWARD] => page;
        post "/connexion" [ONWARD] => link::ask;
        get "/connexion/code" [ONWARD, REQUEST] => link::code_page;
        post "/connexion/code" [ONWARD, REQUEST] => link::code;
        get "/connexion/lien/{token}" => link::link_page;
        post "/connexion/lien/{token}" => link::link;
        post "/connexion/role" => demo::role;
        post "/deconnexion" => out;
        get "/deconnexion" [STATE] => outside;
    };
    all.extend(pro::routes());
    all
}

/// A path of ours to go to, never another site's.
pub fn onward(wanted: Option<&str>) -> Option<String> {
    let wanted = wanted?;
    let ours = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && wanted.len() <= 2_000
        && wanted.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
        && !wanted.starts_with("/connexion")
        && !wanted.starts_with("/deconnexion");
    ours.then(|| wanted.to_owned())
}

/// What a page of sign-in offers here.
fn offer(app_state: &AppState, suite: Option<String>) -> Offer {
    Offer {
        mail: app_state.settings.mail.is_some(),
        proconnect: app_state.settings.proconnect.is_some(),
        demo: app_state.is_demo(),
        contact: app_state.settings.contact.to_string(),
        onward: suite.unwrap_or_default(),
    }
}

async fn page(visit: Visit) -> Response {
    let suite = onward(visit.query.get("suite"));
    let resumed = suite.as_deref().is_some_and(|suite| suite.contains(RESUME));
    visit.page(Ok(offer_page(&offer(&visit.app_state, suite), None, resumed)))
}

/// Ends a session and leaves an empty one under an id of its own. `flush` alone would go on with the old id: whoever
/// had given it to the browser would hold what comes next.
async fn renew(session: &Session) -> Result<(), tower_sessions::session::Error> {
    session.clear().await;
    session.cycle_id().await
}

/// Opens a session for an account: a new id, whatever the browser brought.
pub(crate) async fn open(
    app_state: &AppState,
    session: &Session,
    account: AccountId,
    headers: &HeaderMap,
    from: &Origin,
    suite: Option<String>,
) -> Result<Response, PageError> {
    let fault = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "a session could not be opened");
        PageError::Busy
    };
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    let agent: String = agent.unwrap_or_default().chars().take(AGENT_MAX).collect();
    renew(session).await.map_err(fault)?;
    let carried = [
        (key::ACCOUNT, serde_json::Value::from(account.0)),
        (key::BEGAN, app_state.real_clock.now().timestamp_micros().into()),
        (key::AGENT, agent.into()),
        (key::ORIGIN, from.0.as_deref().unwrap_or_default().into()),
    ];
    for (key, value) in carried {
        session.insert_value(key, value).await.map_err(fault)?;
    }
    // Kept here rather than on the way out: what can't be kept must not be told as done.
    session.save().await.map_err(fault)?;
    let landing = match suite {
        Some(suite) => suite,
        None => landing(app_state, account).await?,
    };
    Ok(Redirect::to(&landing).into_response())
}

/// The page that is somebody's own.
async fn landing(app_state: &AppState, account: AccountId) -> Result<String, PageError> {
    let Some(known) = app_state.store.account(account).await? else {
        return Ok("/".to_owned());
    };
    let today = app_state.clock.today();
    let grants: Vec<_> = known
        .grants()
        .into_iter()
        .filter(|grant| grant.holds(today))
        .collect();
    let of = |role| grants.iter().find(|grant| grant.role == role);
    Ok(
        match (of(Role::Officer), of(Role::Intrapreneur), of(Role::Administrator)) {
            (Some(officer), ..) => {
                let policy = officer.policy.unwrap_or(PolicyCode::HALVED_CLASSES);
                format!("/{policy}/deploiement/{}", officer.territory)
            }
            (None, None, Some(_)) => "/personnes".to_owned(),
            _ if grants.is_empty() => "/mon-compte".to_owned(),
            _ => "/".to_owned(),
        },
    )
}
