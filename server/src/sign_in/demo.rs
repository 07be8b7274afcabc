//! A role of the demonstration, taken in one click.

use super::{onward, open};
use crate::clock::Clock;
use crate::{
    Site,
    render::answer,
    who::{Origin, Who},
};
use app::{failure::Failure, query::Query, sign_in::DEMO_PEOPLE};
use axum::{
    extract::{Extension, FromRequestParts, State},
    http::{HeaderMap, request::Parts},
    response::Response,
};
use domain::{Actor, AuditAction, Email, Principal, Role, TerritoryCode, account::Party, rights::Grant};
use store::{Stop, Store, account::NewAccount, audit::Deed};
use tower_sessions::Session;

/// The demonstration is what is asked. A real service has no such address, and says so before it reads what was sent.
pub struct Demonstration;

impl FromRequestParts<Site> for Demonstration {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        if site.is_demo() {
            return Ok(Self);
        }
        let Ok(who) = Who::from_request_parts(parts, site).await;
        Err(answer(site, &who, Err(Failure::NotFound("Cette page"))))
    }
}

pub async fn role(
    _: Demonstration,
    State(site): State<Site>,
    session: Session,
    who: Who,
    Extension(from): Extension<Origin>,
    headers: HeaderMap,
    form: String,
) -> Response {
    let result = async {
        let form = Query::read(&form);
        let wanted = form.get("role").and_then(Role::from_code);
        let unknown = || Failure::Bad("Choisissez un rôle de la liste.".to_owned());
        let person = DEMO_PEOPLE
            .iter()
            .find(|person| Some(person.role) == wanted)
            .ok_or_else(unknown)?;
        let email = Email::new(person.email).ok_or_else(unknown)?;
        let known = site.store.account_of_email(&email).await?.ok_or_else(unknown)?;
        let account = known.account.id;
        let opened = open(
            &site,
            &session,
            account,
            &headers,
            &from,
            onward(form.get("suite")),
        )
        .await?;
        let by = Principal {
            actor: Actor::Account(account),
            ..Principal::nobody(from.0.clone())
        };
        site.store.note(
            &by,
            site.wall.now(),
            Deed::new(AuditAction::SessionOpened, "role"),
            false,
        );
        Ok(opened)
    };
    match result.await {
        Ok(response) => response,
        Err(failure) => answer(&site, &who, Err(failure)),
    }
}

/// Makes the people of the demonstration, where they are not there yet.
pub async fn make_people(store: &Store, clock: &Clock) -> Result<(), Stop> {
    let by = Principal::demonstration();
    for person in &DEMO_PEOPLE {
        let (Some(email), Some(territory)) =
            (Email::new(person.email), TerritoryCode::parse(person.territory))
        else {
            continue;
        };
        if store.account_of_email(&email).await?.is_some() {
            continue;
        }
        let new = NewAccount {
            email: Some(email),
            name: person.name.to_owned(),
            party: if person.role == Role::Coach {
                Party::Dinum
            } else {
                Party::Menj
            },
            ends_on: None,
        };
        let grant = Grant {
            role: person.role,
            policy: None,
            territory,
            from: clock.today(),
            until: None,
        };
        store.make_account(&by, clock.now(), &new, &grant).await?;
    }
    Ok(())
}
