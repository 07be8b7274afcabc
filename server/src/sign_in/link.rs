//! A link or a code, by e-mail or from an administrator's hand: a button, used once.

mod attempt;

use super::{offer, onward, secrets};
use crate::{AppState, middleware::auth::Origin, request::Visit};
use app::{account::letters, failure::PageError, sign_in as view, ui::address::address};
use attempt::Attempt;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Email, Principal};
use store::account::{LinkState, Secret};
use tower_sessions::Session;
use uuid::Uuid;

/// Links that one account may get in the time that one of them lives: a box is not to be filled.
const LINKS_MAX: i64 = 5;

/// Asks for a link by e-mail. The answer is the same for an unknown address, and takes as long.
pub async fn ask(attempt: Attempt) -> Response {
    let (visit, suite) = (&attempt.visit, attempt.onward());
    let Some(email) = attempt.form.get("email").and_then(Email::new) else {
        let wrong = "Écrivez une adresse comme prenom.nom@ac-creteil.fr.";
        let offer = offer(&visit.app_state, suite);
        return visit.page(Ok(view::page(&offer, Some(wrong), false)));
    };
    if visit.app_state.settings.mail.is_none() {
        return visit.page(Err(PageError::NotFound("L'envoi de liens")));
    }
    match prepare(&visit.app_state, &attempt.from, &email).await {
        Ok(request) => {
            let (request, suite) = (request.to_string(), suite.unwrap_or_default());
            let query = [("demande", request.as_str()), ("suite", suite.as_str())];
            Redirect::to(&address("/connexion/code", &query)).into_response()
        }
        Err(failure) => visit.page(Err(failure)),
    }
}

async fn prepare(app_state: &AppState, from: &Origin, email: &Email) -> Result<Uuid, PageError> {
    let (now, today) = (app_state.real_clock.now(), app_state.clock.today());
    let known = app_state.store.account_of_email(email).await?;
    let known = known.filter(|known| known.account.opens(today));
    let secret = secrets::new_link(true);
    let by = Principal::nobody(from.0.clone());
    // One who asks too often gets the same answer, and no message.
    let account = known.as_ref().map(|known| known.account.id);
    let whose = app_state
        .store
        .make_asked_link(&by, now, account, LINKS_MAX, &secret.link)
        .await?;
    if let (Some(known), Some(_), Some(mail)) = (known, whose, app_state.settings.mail.clone()) {
        let link = format!("{}/connexion/lien/{}", app_state.settings.public, secret.token);
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
pub async fn code_page(visit: Visit) -> Response {
    let asked = visit.query.get("demande").and_then(|id| Uuid::parse_str(id).ok());
    let suite = onward(visit.query.get("suite")).unwrap_or_default();
    visit.page(match asked {
        Some(request) => Ok(view::code_page(request, &suite, false)),
        None => Err(PageError::NotFound("Cette demande")),
    })
}

/// Uses the code of a message, once.
pub async fn code(session: Session, attempt: Attempt) -> Response {
    let (app_state, form) = (&attempt.visit.app_state, &attempt.form);
    let typed = form.get("code").unwrap_or_default();
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let Some(id) = form.get("demande").and_then(|id| Uuid::parse_str(id).ok()) else {
        return attempt.visit.page(Err(PageError::NotFound("Cette demande")));
    };
    let (today, now, from) = (
        app_state.clock.today(),
        app_state.real_clock.now(),
        attempt.from.0.clone(),
    );
    let secret = Secret::of_code(id, &typed);
    let used = app_state.store.use_code(today, now, from, id, secret).await;
    let dead = || view::code_page(id, &attempt.onward().unwrap_or_default(), true);
    attempt
        .finish(&session, used.map(|facts| facts.account), dead)
        .await
}

/// The page of a link: a button. Mail scanners open links; they press no button.
pub async fn link_page(visit: Visit, Path(token): Path<String>) -> Response {
    let app_state = &visit.app_state;
    let (today, now) = (app_state.clock.today(), app_state.real_clock.now());
    let page = match app_state.store.link(today, now, Secret::of(&token)).await {
        Ok(LinkState::Open(facts)) => {
            let proconnect = app_state.settings.proconnect.is_some();
            Ok(view::link_page(facts.kind, proconnect.then_some(token.as_str())))
        }
        Ok(LinkState::Dead) => Ok(view::dead_link(&offer(app_state, None))),
        Err(stop) => Err(stop.into()),
    };
    visit.page(page)
}

/// Uses a link, once.
pub async fn link(session: Session, Path(token): Path<String>, attempt: Attempt) -> Response {
    let app_state = &attempt.visit.app_state;
    let (today, now, from) = (
        app_state.clock.today(),
        app_state.real_clock.now(),
        attempt.from.0.clone(),
    );
    let used = app_state
        .store
        .use_link(today, now, from, Secret::of(&token))
        .await;
    let dead = || view::dead_link(&offer(app_state, None));
    attempt
        .finish(&session, used.map(|facts| facts.account), dead)
        .await
}
