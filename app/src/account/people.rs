//! People: the list, the invitation, one person and what an administrator does with them.

use super::person::{Choices, TypedRole, grant_words, read_end, role_fields, state, territories};
use crate::{
    context::Context,
    failure::PageError,
    french,
    query::Query,
    ui::{
        badge::Badge,
        button::Button,
        form::Errors,
        page::{Page, Part},
        select::Select,
        text_field::TextField,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    AccountId, Action, Email,
    account::{AccountState, LinkKind, Party},
};
use leptos::prelude::*;

use store::{
    StoreError,
    account::{KnownAccount, NewAccount, NewLink},
};

/// Outcome of an administrator's act on a person.
pub enum PersonOutcome {
    /// Go and see.
    Elsewhere(String),
    /// The page again, with what is wrong.
    Page(Page),
    /// A link was made, to be shown this once.
    Link {
        /// For whom.
        account: AccountId,
        /// What it is for.
        kind: LinkKind,
    },
}

/// Fields of a person, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedPerson {
    pub email: String,
    pub name: String,
    pub party: String,
    pub ends_on: String,
    pub role: TypedRole,
}

/// The longest name of a person.
const NAME_MAX: usize = 100;

impl TypedPerson {
    pub fn read(form: &Query) -> Self {
        let text = |name| form.get(name).unwrap_or_default().to_owned();
        Self {
            email: text("email"),
            name: text("name"),
            party: text("party"),
            ends_on: text("ends_on"),
            role: TypedRole {
                role: text("role"),
                policy: text("policy"),
                territory: text("territory"),
                district: text("district"),
                from: text("from"),
                until: text("until"),
            },
        }
    }

    /// What the fields say of the person; an account without an address may stay without.
    pub fn person(&self, may_lack_email: bool, errors: &mut Errors) -> Option<NewAccount> {
        let email = Email::new(&self.email);
        if email.is_none() && !(may_lack_email && self.email.is_empty()) {
            errors.add("email", "Adresse : écrivez-la comme prenom.nom@ac-creteil.fr.");
        }
        let named = !self.name.is_empty() && self.name.chars().count() <= NAME_MAX;
        if !named || self.name.chars().any(char::is_control) {
            errors.add(
                "name",
                "Nom : écrivez le prénom et le nom, en 100 caractères au plus.",
            );
        }
        let party = Party::from_code(&self.party);
        if party.is_none() {
            errors.add("party", "Employeur : choisissez-le dans la liste.");
        }
        let ends_on = read_end(&self.ends_on, "ends_on", errors)?;
        errors.is_empty().then_some(NewAccount {
            email,
            name: self.name.clone(),
            party: party?,
            ends_on,
        })
    }
}

pub(super) async fn choices(context: &Context) -> Result<Choices, PageError> {
    let policies = context.store.policies().await?;
    Ok(Choices {
        policies: policies
            .iter()
            .map(|policy| (policy.code.to_string(), policy.name.clone()))
            .collect(),
        territories: territories(),
    })
}

fn allow(context: &Context) -> Result<(), PageError> {
    context.allow(Action::ManagePeople, None, &[])
}

pub(super) fn page(title: &str, status: u16, body: impl Fn() -> AnyView + Send + Sync + 'static) -> Page {
    let mut page = Page::new(Part::People, title, body);
    page.status = status;
    page.kept = false;
    page
}

/// The list of people, and the form that invites one; `resumed` is what was being typed when the session ended.
///
/// # Errors
/// [`PageError::Forbidden`].
pub async fn list(context: &Context, query: &Query, resumed: Option<&Query>) -> Result<Page, PageError> {
    if let Some(form) = resumed {
        return show_list(context, TypedPerson::read(form), Errors::resumed(), false).await;
    }
    let typed = TypedPerson {
        party: "menj".to_owned(),
        role: TypedRole {
            role: "officer".to_owned(),
            from: context.today.to_string(),
            ..TypedRole::default()
        },
        ..TypedPerson::default()
    };
    let closed = query.get("etat") == Some("fermes");
    show_list(context, typed, Errors::default(), closed).await
}

async fn show_list(
    context: &Context,
    typed: TypedPerson,
    errors: Errors,
    closed: bool,
) -> Result<Page, PageError> {
    allow(context)?;
    let mut people = context.store.accounts().await?;
    people.retain(|known| (known.account.state == AccountState::Closed) == closed);
    people.sort_by_key(|known| domain::search::fold(&known.account.name));
    let choices = choices(context).await?;
    let today = context.today;
    let status = if errors.is_empty() { 200 } else { 422 };
    Ok(page("Personnes", status, move || {
        let rows: Vec<_> = people.iter().map(|known| row(known, today)).collect();
        let number = i64::try_from(people.len()).unwrap_or(0);
        let shown = if closed {
            french::count(number, "compte fermé", "comptes fermés")
        } else {
            french::count(number, "personne a un compte", "personnes ont un compte")
        };
        let (other, word) = if closed {
            ("/personnes", "Voir les comptes ouverts")
        } else {
            ("/personnes?etat=fermes", "Voir les comptes fermés")
        };
        view! {
            <h1>"Personnes"</h1>
            <p class="fr-text--lead">{shown} "."</p>
            {errors.summary("L'invitation n'est pas envoyée")}
            <ul class="c12-people">{rows}</ul>
            <p class="c12-actions"><a class="fr-link" href=other>{word}</a></p>
            {(!closed).then(|| invitation(&typed, &choices, &errors))}
        }
        .into_any()
    }))
}

fn row(known: &KnownAccount, today: chrono::NaiveDate) -> AnyView {
    let account = &known.account;
    let grants = known.grants();
    let roles: Vec<_> = grants
        .iter()
        .filter(|grant| grant.holds(today))
        .map(grant_words)
        .collect();
    let roles = if roles.is_empty() {
        "aucun rôle en cours".to_owned()
    } else {
        roles.join(" ; ")
    };
    let email = account
        .email
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    view! {
        <li>
            <a href=format!("/personnes/{}", account.id)>{account.name.clone()}</a> " " <Badge label=state(account.state)/>
            <span class="c12-people__about">{email} " · " {french::party(account.party)} " · " {roles}</span>
        </li>
    }
    .into_any()
}

pub(super) fn person_fields(typed: &TypedPerson, errors: &Errors) -> AnyView {
    let parties: Vec<_> = Party::ALL
        .iter()
        .map(|party| (party.code().to_owned(), french::party(*party).to_owned()))
        .collect();
    view! {
        <TextField name="name" label="Prénom et nom" value=&typed.name nostrip:error=errors.of("name")/>
        <TextField name="email" label="Adresse professionnelle" value=&typed.email kind="email" nostrip:error=errors.of("email")/>
        <Select name="party" label="Employeur" options=parties chosen=&typed.party/>
        <TextField name="ends_on" label="Dernier jour du compte" hint="vide : sans fin prévue" value=&typed.ends_on kind="date" optional=true
            nostrip:error=errors.of("ends_on")/>
    }
    .into_any()
}

fn invitation(typed: &TypedPerson, choices: &Choices, errors: &Errors) -> AnyView {
    view! {
        <details class="c12-details" open=!errors.is_empty()>
            <summary><h2 class="c12-inline">"Inviter une personne"</h2></summary>
            <form method="post" class="c12-form c12-form--wide" data-once="" aria-label="Inviter une personne">
                {person_fields(typed, errors)}
                {role_fields(&typed.role, choices, errors)}
                <Button label="Inviter"/>
            </form>
        </details>
    }
    .into_any()
}

/// Invites somebody.
///
/// # Errors
/// [`PageError::Forbidden`], a store that is busy or broken. What is wrong with the form is an answer.
pub async fn invite(
    context: &Context,
    now: DateTime<Utc>,
    form: &Query,
    link: &NewLink,
) -> Result<PersonOutcome, PageError> {
    allow(context)?;
    let (typed, mut errors) = (TypedPerson::read(form), Errors::default());
    // In the order of the fields on the page.
    let new = typed.person(false, &mut errors);
    let grant = typed.role.grant(&mut errors);
    if let (Some(new), Some(grant), true) = (new, grant, errors.is_empty()) {
        match context
            .store
            .invite(&context.by, context.today, now, &new, &grant, link)
            .await
        {
            Ok(account) => {
                return Ok(PersonOutcome::Link {
                    account,
                    kind: LinkKind::Invitation,
                });
            }
            Err(stop) => refused(stop, &mut errors)?,
        }
    }
    Ok(PersonOutcome::Page(
        show_list(context, typed, errors, false).await?,
    ))
}

/// A refusal stands beside the address, the one field that the store alone can refuse.
pub(super) fn refused(stop: StoreError, errors: &mut Errors) -> Result<(), PageError> {
    match stop {
        StoreError::Refused(refusal) if !matches!(refusal, domain::Refusal::Forbidden(_)) => {
            errors.add("email", french::refusal(&refusal));
            Ok(())
        }
        other => Err(other.into()),
    }
}
