//! A link or a code, by e-mail or from an administrator's hand: a button, used once.

use super::{offer, onward, open, secrets};
use crate::{
    Site, limits, origin,
    render::answer,
    who::{Origin, Who},
};
use app::{account::letters, failure::Failure, query::Query, sign_in as view};
use axum::{
    extract::{Path, RawQuery, Request, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Email, Principal, Refusal};
use store::{
    Stop,
    account::{LinkState, Secret},
};
use tower_sessions::Session;
use uuid::Uuid;

/// Links that one account may get in the time that one of them lives: a box is not to be filled.
const LINKS_MAX: i64 = 5;
/// The longest form of a sign-in.
const FORM_MAX: usize = 8 << 10;

/// Reads the form of a sign-in, once its sender's attempts were counted.
async fn counted(site: &Site, request: Request) -> Result<(HeaderMap, Origin, Query), Response> {
    let address = origin::address(&request, &site.settings.proxies);
    if let Some(wait) = site.limiter.sign_in(address) {
        return Err(limits::too_many(site, wait, "/connexion"));
    }
    let from = request
        .extensions()
        .get::<Origin>()
        .cloned()
        .unwrap_or(Origin(None));
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, FORM_MAX).await;
    let bytes = bytes.map_err(|_| axum::http::StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
    let form = Query::read(&String::from_utf8_lossy(&bytes));
    Ok((parts.headers, from, form))
}

/// Asks for a link by e-mail. The answer is the same for an unknown address, and takes as long.
pub async fn ask(State(site): State<Site>, who: Who, request: Request) -> Response {
    let (_, from, form) = match counted(&site, request).await {
        Ok(counted) => counted,
        Err(response) => return response,
    };
    let suite = onward(form.get("suite"));
    let Some(email) = form.get("email").and_then(Email::new) else {
        let wrong = "Écrivez une adresse comme prenom.nom@ac-creteil.fr.";
        let page = view::page(&offer(&site, suite), Some(wrong), false);
        return answer(&site, &who, Ok(page));
    };
    if site.settings.mail.is_none() {
        return answer(&site, &who, Err(Failure::NotFound("L'envoi de liens")));
    }
    match prepare(&site, &from, &email).await {
        Ok(request) => {
            let query = [
                ("demande", request.to_string()),
                ("suite", suite.unwrap_or_default()),
            ];
            let query: Vec<_> = query
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            Redirect::to(&app::ui::address::address("/connexion/code", &query)).into_response()
        }
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

async fn prepare(site: &Site, from: &Origin, email: &Email) -> Result<Uuid, Failure> {
    let (now, today) = (site.wall.now(), site.clock.today());
    let known = site.store.account_of_email(email).await?;
    let known = known.filter(|known| known.account.opens(today));
    let secret = secrets::new_link(true);
    let by = Principal::nobody(from.0.clone());
    // One who asks too often gets the same answer, and no message.
    let account = known.as_ref().map(|known| known.account.id);
    let whose = site
        .store
        .make_asked_link(&by, now, account, LINKS_MAX, &secret.link)
        .await?;
    if let (Some(known), Some(_), Some(mail)) = (known, whose, site.settings.mail.clone()) {
        let link = format!("{}/connexion/lien/{}", site.settings.public, secret.token);
        let code = secret.code.clone().unwrap_or_default();
        let (subject, text) = letters::sign_in(&known.account.name, &link, &code);
        let email = email.clone();
        // Sent aside: how long the mail server takes must not tell whether the address is known.
        tokio::spawn(async move {
            if let Err(fault) = mail.send(&email, subject, text).await {
                tracing::error!(%fault, "a sign-in link could not be sent");
            }
        });
    }
    Ok(secret.link.id)
}

/// The page where the code of the message is typed.
pub async fn code_page(State(site): State<Site>, who: Who, raw: RawQuery) -> Response {
    let query = Query::read(raw.0.as_deref().unwrap_or_default());
    let Some(request) = query.get("demande").and_then(|id| Uuid::parse_str(id).ok()) else {
        return answer(&site, &who, Err(Failure::NotFound("Cette demande")));
    };
    let suite = onward(query.get("suite")).unwrap_or_default();
    answer(&site, &who, Ok(view::code_page(request, &suite, false)))
}

pub async fn code(State(site): State<Site>, session: Session, who: Who, request: Request) -> Response {
    let (headers, from, form) = match counted(&site, request).await {
        Ok(counted) => counted,
        Err(response) => return response,
    };
    let suite = onward(form.get("suite"));
    let typed: String = form
        .get("code")
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let Some(id) = form.get("demande").and_then(|id| Uuid::parse_str(id).ok()) else {
        return answer(&site, &who, Err(Failure::NotFound("Cette demande")));
    };
    let (today, now) = (site.clock.today(), site.wall.now());
    let secret = Secret::of_code(id, &typed);
    let used = site.store.use_code(today, now, from.0.clone(), id, secret).await;
    match used {
        Ok(facts) => match open(&site, &session, facts.account, &headers, &from, suite).await {
            Ok(response) => response,
            Err(failure) => answer(&site, &who, Err(failure)),
        },
        Err(Stop::Refused(Refusal::DeadLink)) => {
            let page = view::code_page(id, suite.as_deref().unwrap_or_default(), true);
            answer(&site, &who, Ok(page))
        }
        Err(stop) => answer(&site, &who, Err(stop.into())),
    }
}

/// The page of a link: a button. Mail scanners open links; they press no button.
pub async fn link_page(State(site): State<Site>, who: Who, Path(token): Path<String>) -> Response {
    let state = site
        .store
        .link(site.clock.today(), site.wall.now(), Secret::of(&token))
        .await;
    let page = match state {
        Ok(LinkState::Open(facts)) => Ok(view::link_page(
            facts.kind,
            site.settings.proconnect.is_some().then_some(token.as_str()),
        )),
        Ok(LinkState::Dead) => Ok(view::dead_link(&offer(&site, None))),
        Err(stop) => Err(stop.into()),
    };
    answer(&site, &who, page)
}

/// Uses a link, once.
pub async fn link(
    State(site): State<Site>,
    session: Session,
    who: Who,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let (headers, from, form) = match counted(&site, request).await {
        Ok(counted) => counted,
        Err(response) => return response,
    };
    let suite = onward(form.get("suite"));
    let (today, now) = (site.clock.today(), site.wall.now());
    let used = site
        .store
        .use_link(today, now, from.0.clone(), Secret::of(&token))
        .await;
    match used {
        Ok(facts) => match open(&site, &session, facts.account, &headers, &from, suite).await {
            Ok(response) => response,
            Err(failure) => answer(&site, &who, Err(failure)),
        },
        Err(Stop::Refused(Refusal::DeadLink)) => {
            answer(&site, &who, Ok(view::dead_link(&offer(&site, None))))
        }
        Err(stop) => answer(&site, &who, Err(stop.into())),
    }
}
