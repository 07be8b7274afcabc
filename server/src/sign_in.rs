//! Signing in and out: by a link, by the code that went with it, by a role of the demonstration.

mod demo;
mod link;
mod pro;
pub mod secrets;

pub use demo::{make_people as make_demo_people, role as demo_role};
pub use link::{ask, code, code_page, link, link_page};
pub use pro::{Gate, back, begin};

use crate::{
    Site,
    render::answer,
    sessions::{AGENT_MAX, key},
    who::{Origin, Who},
};
use app::{
    failure::Failure,
    query::Query,
    sign_in::{Offer, page as offer_page},
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{AccountId, AuditAction, PolicyCode, Role};
use store::audit::Deed;
use tower_sessions::Session;

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
fn offer(site: &Site, suite: Option<String>) -> Offer {
    Offer {
        mail: site.settings.mail.is_some(),
        proconnect: site.settings.proconnect.is_some(),
        demo: site.is_demo(),
        contact: site.settings.contact.to_string(),
        onward: suite.unwrap_or_default(),
    }
}

pub async fn page(State(site): State<Site>, who: Who, raw: RawQuery) -> Response {
    let query = Query::read(raw.0.as_deref().unwrap_or_default());
    let suite = onward(query.get("suite"));
    let resumed = suite
        .as_deref()
        .is_some_and(|suite| suite.contains(crate::who::RESUME));
    answer(&site, &who, Ok(offer_page(&offer(&site, suite), None, resumed)))
}

/// Ends a session and leaves an empty one under an id of its own. `flush` alone would go on with the old id: whoever
/// had given it to the browser would hold what comes next.
async fn renew(session: &Session) -> Result<(), tower_sessions::session::Error> {
    session.clear().await;
    session.cycle_id().await
}

/// Opens a session for an account: a new id, whatever the browser brought.
pub(crate) async fn open(
    site: &Site,
    session: &Session,
    account: AccountId,
    headers: &HeaderMap,
    from: &Origin,
    suite: Option<String>,
) -> Result<Response, Failure> {
    let fault = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "a session could not be opened");
        Failure::Busy
    };
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    let agent: String = agent.unwrap_or_default().chars().take(AGENT_MAX).collect();
    renew(session).await.map_err(fault)?;
    let carried = [
        (key::ACCOUNT, serde_json::Value::from(account.0)),
        (key::BEGAN, site.wall.now().timestamp_micros().into()),
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
        None => landing(site, account).await?,
    };
    Ok(Redirect::to(&landing).into_response())
}

/// The page that is somebody's own.
async fn landing(site: &Site, account: AccountId) -> Result<String, Failure> {
    let Some(known) = site.store.account(account).await? else {
        return Ok("/".to_owned());
    };
    let today = site.clock.today();
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

/// Signs out: the session ends here and now.
pub async fn out(State(site): State<Site>, session: Session, who: Who) -> Response {
    if let Who::Signed(signed) = &who {
        site.store.note(
            &signed.by,
            site.wall.now(),
            Deed::new(AuditAction::SessionClosed, ""),
            false,
        );
    }
    let end = pro::end(&site, &session).await;
    let closed = async {
        renew(&session).await?;
        if let Some((_, state)) = &end {
            session.insert(key::LEFT, state).await?;
            session.save().await?;
        }
        Ok::<(), tower_sessions::session::Error>(())
    };
    if let Err(error) = closed.await {
        tracing::error!(%error, "a session could not be closed");
        return answer(&site, &who, Err(Failure::Busy));
    }
    let mut response = match end {
        None => Redirect::to("/deconnexion").into_response(),
        // A page that leads on, not a redirect: a form of ours may lead to ourselves alone.
        Some((url, _)) => {
            let mut response = answer(&site, &Who::Nobody, Ok(app::sign_in::leaving(&url)));
            if let Ok(value) = HeaderValue::try_from(format!("0; url={url}")) {
                response.headers_mut().insert(header::REFRESH, value);
            }
            response
        }
    };
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
    response
}

/// Says that one is signed out.
pub async fn outside(State(site): State<Site>, session: Session, who: Who, raw: RawQuery) -> Response {
    let query = Query::read(raw.0.as_deref().unwrap_or_default());
    if let Some(state) = query.get("state") {
        let left: Option<String> = session.get(key::LEFT).await.ok().flatten();
        if left.as_deref() != Some(state) {
            tracing::warn!("somebody came back from a sign-out that was not begun here");
        }
        if !matches!(who, Who::Signed(_))
            && let Err(error) = session.flush().await
        {
            tracing::warn!(%error, "what was left of a session stays until it ends");
        }
    }
    answer(&site, &who, Ok(app::sign_in::outside()))
}
