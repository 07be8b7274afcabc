//! One's own account: roles, open sessions, access tokens, what is known of oneself.

use super::{person::roles_table, tokens};
use crate::{
    context::Context,
    failure::PageError,
    french,
    query::Query,
    ui::{
        alert::{Alert, Tone},
        badge::Badge,
        button::{Button, Weight},
        download_link::DownloadLink,
        page::{Page, Part},
    },
};
use chrono::{DateTime, Utc};
use domain::{AccountId, account::session_stands};
use leptos::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;
use store::{
    account::{HeldRole, KnownAccount, OpenSession, PersonalData, Secret, Token},
    audit::AuditEntry,
};

/// Reader of their own account, and what of the request its page needs.
pub struct Visitor {
    /// Their account.
    pub account: AccountId,
    /// Session of the request, told apart among the open ones.
    pub session: Secret,
    /// The time of people, by which sessions and tokens end.
    pub now: DateTime<Utc>,
    /// True where ProConnect is set up: an identity of it may then be bound.
    pub proconnect: bool,
}

struct Mine {
    known: KnownAccount,
    sessions: Vec<OpenSession>,
    tokens: Vec<Token>,
    /// What became of the form about tokens that was sent.
    done: Option<tokens::TokenOutcome>,
    closed: Option<i64>,
    context: Context,
    visitor: Visitor,
}

/// The page of one's own account; `done` is what became of the form about tokens that was sent.
///
/// # Errors
/// [`PageError`]: the store can't answer.
pub async fn page(
    context: &Context,
    visitor: Visitor,
    query: &Query,
    done: Option<tokens::TokenOutcome>,
) -> Result<Page, PageError> {
    let id = visitor.account;
    let known = context.store.account(id).await?;
    let known = known.ok_or(PageError::NotFound("Ce compte"))?;
    let mut sessions = context.store.sessions_of(id).await?;
    sessions.retain(|session| session_stands(session.began_at, session.seen_at, visitor.now));
    let refused = matches!(done, Some(tokens::TokenOutcome::Refused(..)));
    let mine = Arc::new(Mine {
        known,
        sessions,
        tokens: context.store.tokens_of(id).await?,
        done,
        closed: query.get("fermees").and_then(|closed| closed.parse().ok()),
        context: context.clone(),
        visitor,
    });
    let mut page = Page::new(Part::None, "Mon compte", move || view(&mine));
    page.kept = false;
    page.status = if refused { 422 } else { 200 };
    Ok(page)
}

fn view(mine: &Mine) -> AnyView {
    let account = &mine.known.account;
    let email = account
        .email
        .as_ref()
        .map_or_else(|| "aucune".to_owned(), ToString::to_string);
    let closed = mine.closed.map(|closed| {
        let text = french::count(closed, "session a été fermée.", "sessions ont été fermées.");
        view! { <Alert tone=Tone::Success title="Autres sessions fermées" text=&text/> }
    });
    let others = mine
        .sessions
        .iter()
        .any(|session| session.id != mine.visitor.session);
    let rows: Vec<_> = mine.sessions.iter().map(|session| row(mine, session)).collect();
    view! {
        <h1>"Mon compte"</h1>
        <p class="fr-text--lead">{account.name.clone()}</p>
        {closed}
        <dl class="c12-facts">
            <dt>"Adresse"</dt><dd>{email}</dd>
            <dt>"Pour"</dt><dd>{french::party(account.party)}</dd>
        </dl>
        <form method="post" action="/deconnexion" aria-label="Se déconnecter"><Button label="Se déconnecter" weight=Weight::Secondary/></form>
        {mine.visitor.proconnect.then(|| view! { <p><a class="fr-link" href="/connexion/proconnect?suite=%2Fmon-compte">"Rattacher mon identité ProConnect"</a></p> })}
        <h2>"Mes rôles"</h2>
        {roles_table(&mine.known, mine.context.today, false)}
        <h2>"Mes sessions ouvertes"</h2>
        <ul class="c12-sessions">{rows}</ul>
        {others.then(|| view! {
            <form method="post" data-once="" aria-label="Fermer les autres sessions">
                <Button label="Fermer les autres sessions" weight=Weight::Secondary/>
            </form>
        })}
        {tokens::view(&mine.tokens, mine.done.as_ref(), mine.visitor.now)}
        <h2>"Mes données"</h2>
        <p>"Ce que le service sait de vous : votre compte, vos rôles, vos sessions, vos jetons et ce que vous avez fait. "
            <a href="/donnees-personnelles">"Pourquoi, et combien de temps"</a> "."</p>
        <p><DownloadLink href="/mon-compte/donnees.json" label="Télécharger mes données (JSON)"/></p>
    }
    .into_any()
}

fn row(mine: &Mine, session: &OpenSession) -> AnyView {
    let here = session.id == mine.visitor.session;
    let seen = match (mine.visitor.now - session.seen_at).num_minutes() {
        ..=1 => "à l'instant".to_owned(),
        minutes => format!("il y a {}", french::count(minutes, "minute", "minutes")),
    };
    let origin = if session.origin.is_empty() {
        String::new()
    } else {
        format!(", depuis {}", session.origin)
    };
    view! {
        <li>
            <strong>{browser(&session.agent)}</strong> {here.then(|| view! { " " <Badge label="celle-ci"/> })}
            <span class="c12-history__who">{format!("ouverte le {}, vue {seen}{origin}", french::moment(session.began_at))}</span>
        </li>
    }
    .into_any()
}

/// A browser as its person calls it: the words that it says of itself are long and all alike.
fn browser(agent: &str) -> String {
    let known = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let of = |list: &[(&str, &'static str)]| {
        list.iter()
            .find(|(sign, _)| agent.contains(sign))
            .map(|(_, name)| *name)
    };
    match (of(&known), of(&systems)) {
        (Some(browser), Some(system)) => format!("{browser} sur {system}"),
        (Some(browser), None) => browser.to_owned(),
        _ => "Navigateur inconnu".to_owned(),
    }
}

/// Everything that is known of a person, as JSON.
pub fn export(known: &PersonalData) -> String {
    let account = &known.known.account;
    let all = json!({
        "compte": {
            "numero": account.id.0,
            "nom": account.name,
            "adresse": account.email.as_ref().map(ToString::to_string),
            "partie": account.party.code(),
            "etat": account.state.code(),
            "ouvert_jusqu_au": account.ends_on,
            "cree_le": account.created_at,
        },
        "roles": listed(&known.known.roles, role_json),
        "fournisseurs_d_identite": known.issuers,
        "sessions": listed(&known.sessions, session_json),
        "jetons": listed(&known.tokens, token_json),
        "actions": listed(&known.trail, action_json),
    });
    format!("{all:#}\n")
}

fn listed<T>(all: &[T], one: fn(&T) -> Value) -> Vec<Value> {
    all.iter().map(one).collect()
}

fn role_json(role: &HeldRole) -> Value {
    json!({
        "role": role.grant.role.code(),
        "politique": role.grant.policy.map(|policy| policy.to_string()),
        "territoire": role.grant.territory.to_string(),
        "du": role.grant.from,
        "au": role.grant.until,
        "retire_le": role.revoked_at,
    })
}

fn session_json(session: &OpenSession) -> Value {
    json!({
        "ouverte": session.began_at,
        "vue": session.seen_at,
        "navigateur": session.agent,
        "depuis": session.origin,
    })
}

fn token_json(token: &Token) -> Value {
    json!({
        "nom": token.name,
        "cree_le": token.created_at,
        "jusqu_au": token.expires_at,
        "utilise_le": token.last_used_on,
        "revoque_le": token.revoked_at,
    })
}

fn action_json(entry: &AuditEntry) -> Value {
    json!({
        "le": entry.at,
        "action": entry.action,
        "objet": entry.object,
        "territoire": entry.territory.map(|code| code.to_string()),
        "depuis": entry.origin,
        "refuse": entry.refused,
    })
}
