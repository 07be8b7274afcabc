//! One person, and what an administrator does with them.

use super::{
    people::{PersonOutcome, TypedPerson, choices, page, person_fields, refused},
    person::{Choices, TypedRole, role_fields, roles_table, state},
};
use crate::{
    context::Context,
    failure::PageError,
    french,
    query::Query,
    request::form_request,
    ui::{
        alert::{Alert, Tone},
        breadcrumb::Breadcrumb,
        button::{Button, Weight},
        checkbox::Checkbox,
        confirm::Confirm,
        form::Errors,
        form_request::FormRequestFields,
        hidden_field::HiddenField,
        page::Page,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    AccountId, Action, Refusal,
    account::{AccountState, LinkKind},
    rights::Grant,
};
use leptos::prelude::*;
use std::sync::Arc;
use store::{
    StoreError,
    account::{KnownAccount, NewAccount, NewLink},
    request::{FromForm, SeenMark},
};

/// Page of a person.
struct PersonPage {
    known: KnownAccount,
    choices: Choices,
    typed: TypedPerson,
    errors: Errors,
    /// The act whose form is refused, or given back: it stands open.
    act: String,
    done: Option<&'static str>,
    /// A link to copy, and the address it was sent to.
    link: Option<(LinkKind, String, Option<String>)>,
    today: chrono::NaiveDate,
}

async fn shown(context: &Context, id: AccountId) -> Result<PersonPage, PageError> {
    context.allow(Action::ManagePeople, None, &[])?;
    let known = context
        .store
        .account(id)
        .await?
        .ok_or(PageError::NotFound("Cette personne"))?;
    let account = &known.account;
    let typed = TypedPerson {
        email: account
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        name: account.name.clone(),
        party: account.party.code().to_owned(),
        ends_on: account.ends_on.map(|day| day.to_string()).unwrap_or_default(),
        role: TypedRole {
            role: "officer".to_owned(),
            from: context.today.to_string(),
            ..TypedRole::default()
        },
    };
    Ok(PersonPage {
        choices: choices(context).await?,
        typed,
        errors: Errors::default(),
        act: String::new(),
        done: None,
        link: None,
        today: context.today,
        known,
    })
}

impl PersonPage {
    /// The mark of what the form of the person shows.
    fn seen(&self) -> SeenMark {
        let account = &self.known.account;
        let shown = NewAccount {
            email: account.email.clone(),
            name: account.name.clone(),
            party: account.party,
            ends_on: account.ends_on,
        };
        shown.mark()
    }

    /// What was typed in one of its forms, to be shown again.
    fn take(&mut self, act: String, typed: TypedPerson) {
        let before = std::mem::take(&mut self.typed);
        self.typed = match act.as_str() {
            "give" => TypedPerson {
                role: typed.role,
                ..before
            },
            "change" => TypedPerson {
                role: before.role,
                ..typed
            },
            _ => before,
        };
        self.act = act;
    }

    fn page(self) -> Page {
        let status = if self.errors.is_empty() { 200 } else { 422 };
        let title = self.known.account.name.clone();
        let shared = Arc::new(self);
        page(&title, status, move || shared.view())
    }

    fn view(&self) -> AnyView {
        let account = &self.known.account;
        let path = [("Personnes".to_owned(), "/personnes".to_owned())];
        let open = matches!(account.state, AccountState::Invited | AccountState::Active);
        let done = self
            .done
            .map(|done| view! { <Alert tone=Tone::Success title="C'est fait" text=done/> });
        view! {
            <Breadcrumb path=path here=&account.name/>
            <h1>{account.name.clone()}</h1>
            <p class="fr-text--lead">{french::party(account.party)} " · compte " {state(account.state)} " · créé le " {french::moment(account.created_at)}</p>
            {done}
            {self.errors.summary("Rien n'est enregistré")}
            {self.link.as_ref().map(|(kind, link, sent)| link_box(*kind, link, sent.as_deref()))}
            <h2>"Rôles"</h2>
            {roles_table(&self.known, self.today, open)}
            {open.then(|| self.forms())}
            {(account.state != AccountState::Erased).then(|| self.ending(open))}
        }
        .into_any()
    }

    fn forms(&self) -> AnyView {
        let invited = self.known.account.state == AccountState::Invited;
        let link_word = if invited {
            "Créer une nouvelle invitation"
        } else {
            "Créer un lien de connexion"
        };
        view! {
            <details class="c12-details" open=self.act == "give">
                <summary>"Donner un rôle"</summary>
                <form method="post" class="c12-form c12-form--wide" data-once="" aria-label="Donner un rôle">
                    <HiddenField name="act" value="give"/>
                    {role_fields(&self.typed.role, &self.choices, &self.errors)}
                    <Button label="Donner ce rôle"/>
                </form>
            </details>
            <details class="c12-details" open=self.act == "change">
                <summary>"Changer le nom, l'adresse, la fin"</summary>
                <form method="post" class="c12-form c12-form--wide" data-once="" aria-label="Changer la personne">
                    <HiddenField name="act" value="change"/>
                    <FormRequestFields seen=self.seen()/>
                    {person_fields(&self.typed, &self.errors)}
                    <Button label="Enregistrer"/>
                </form>
            </details>
            <form method="post" class="c12-actions" data-once="" aria-label=link_word>
                <HiddenField name="act" value="link"/>
                <Button label=link_word weight=Weight::Secondary/>
            </form>
        }
    .into_any()
    }

    fn ending(&self, open: bool) -> AnyView {
        view! {
            <h2>"Fin du compte"</h2>
            {if open {
                view! {
                    <Confirm label="Fermer le compte" text="Ses sessions, ses liens et ses jetons finissent tout de suite. Ce qui a été écrit reste. Le compte peut être rouvert, avec ses rôles.">
                        <form method="post" class="c12-actions" data-once="" aria-label="Fermer le compte">
                            <HiddenField name="act" value="close"/>
                            <Button label="Fermer maintenant" weight=Weight::Secondary/>
                        </form>
                    </Confirm>
                }.into_any()
            } else {
                view! {
                    <p>"Rouvert, le compte retrouve ses rôles ; la personne se connecte par un nouveau lien."</p>
                    <form method="post" class="c12-actions" data-once="" aria-label="Rouvrir le compte">
                        <HiddenField name="act" value="reopen"/>
                        <Button label="Rouvrir le compte" weight=Weight::Secondary/>
                    </form>
                }.into_any()
            }}
            <details class="c12-details">
                <summary>"Effacer la personne"</summary>
                <p>"Son nom, son adresse et ses identités disparaissent. Ce qui a été écrit reste, sous un numéro. Cela ne se défait pas."</p>
                <form method="post" class="c12-form" data-once="" aria-label="Effacer la personne">
                    <HiddenField name="act" value="erase"/>
                    <Checkbox name="sure" label="Je veux effacer cette personne" required=true/>
                    <Button label="Effacer" weight=Weight::Secondary/>
                </form>
            </details>
        }
    .into_any()
    }
}

fn link_box(kind: LinkKind, link: &str, sent: Option<&str>) -> AnyView {
    let title = match kind {
        LinkKind::Invitation => "Invitation prête",
        LinkKind::SignIn => "Lien de connexion prêt",
    };
    let lasts = match kind {
        LinkKind::Invitation => "Il dure 7 jours et sert une fois.",
        LinkKind::SignIn => "Il dure 15 minutes et sert une fois.",
    };
    let how = sent.map_or_else(
        || {
            "Copiez ce lien et remettez-le à la personne, par un moyen sûr : il n'est montré que maintenant."
                .to_owned()
        },
        |to| format!("Un message est parti à {to}. Ce lien n'est montré que maintenant."),
    );
    let link = link.to_owned();
    view! {
        <Alert tone=Tone::Success title=title text=format!("{how} {lasts}")>
            <p><input class="fr-input" type="text" readonly value=link aria-label="Lien à copier" data-select=""/></p>
        </Alert>
    }
    .into_any()
}

/// One person; `resumed` is what was being typed when the session ended.
///
/// # Errors
/// [`PageError::Forbidden`], [`PageError::NotFound`].
pub async fn one(
    context: &Context,
    id: AccountId,
    query: &Query,
    resumed: Option<&Query>,
) -> Result<Page, PageError> {
    let mut shown = shown(context, id).await?;
    if let Some(form) = resumed {
        shown.take(
            form.get("act").unwrap_or_default().to_owned(),
            TypedPerson::read(form),
        );
        shown.errors = Errors::resumed();
        return Ok(shown.page());
    }
    shown.done = match query.get("fait") {
        Some("give") => Some("Le rôle est donné : il compte dès la prochaine page ouverte."),
        Some("take") => Some("Le rôle est repris."),
        Some("change") => Some("Les changements sont enregistrés."),
        Some("close") => Some("Le compte est fermé et ses sessions aussi. Il peut être rouvert plus bas."),
        Some("reopen") => {
            Some("Le compte est rouvert, avec ses rôles : donnez un lien de connexion à la personne.")
        }
        Some("erase") => Some("La personne est effacée."),
        _ => None,
    };
    Ok(shown.page())
}

/// The page of a person with a link to copy.
///
/// # Errors
/// [`PageError::Forbidden`], [`PageError::NotFound`].
pub async fn with_link(
    context: &Context,
    id: AccountId,
    kind: LinkKind,
    link: &str,
    sent: Option<String>,
) -> Result<Page, PageError> {
    let mut shown = shown(context, id).await?;
    shown.link = Some((kind, link.to_owned(), sent));
    Ok(shown.page())
}

/// What an administrator does with a person.
///
/// # Errors
/// [`PageError::Forbidden`], [`PageError::NotFound`]. What is wrong with the form is an answer.
pub async fn change(
    context: &Context,
    now: DateTime<Utc>,
    id: AccountId,
    form: &Query,
    link: &NewLink,
) -> Result<PersonOutcome, PageError> {
    let mut shown = shown(context, id).await?;
    let account = shown.known.account.id;
    let act = form.get("act").unwrap_or_default().to_owned();
    let (by, today, store) = (&context.by, context.today, &context.store);
    let mut errors = Errors::default();
    let typed = TypedPerson::read(form);
    let done: Result<(), StoreError> = match act.as_str() {
        "give" => match typed.role.grant(&mut errors) {
            Some(grant) => give(context, now, account, &grant).await,
            None => Ok(()),
        },
        "take" => {
            let role = form.get("role").and_then(|role| role.parse().ok());
            let role = role.ok_or(PageError::NotFound("Ce rôle"))?;
            store.take_role(by, today, now, account, role).await
        }
        "change" => {
            let lacks = shown.known.account.email.is_none();
            match typed.person(lacks, &mut errors) {
                Some(said) => {
                    let form = Some(form_request(form)?);
                    let change = FromForm { what: &said, form };
                    store.change_account(by, today, now, account, change).await
                }
                None => Ok(()),
            }
        }
        "link" => {
            let kind = match shown.known.account.state {
                AccountState::Invited => LinkKind::Invitation,
                AccountState::Active => LinkKind::SignIn,
                AccountState::Closed | AccountState::Erased => return Err(PageError::NotFound("Ce compte")),
            };
            store.make_link(by, now, kind, Some(account), link).await?;
            return Ok(PersonOutcome::Link { account, kind });
        }
        "close" => store.close_account(by, today, now, account).await,
        "reopen" => store.reopen_account(by, today, now, account).await,
        "erase" if form.get("sure").is_some() => {
            let pseudonym = french::pseudonym(account);
            store.erase_account(by, today, now, account, &pseudonym).await
        }
        _ => return Err(PageError::Bad("Choisissez une action de la page.".to_owned())),
    };
    match done {
        Ok(()) => {}
        // The form is shown again with what was typed; what stands now is said above it, and is what its mark is of.
        Err(StoreError::Refused(Refusal::SeenAnother)) => errors.add("", changed_meanwhile(&shown.known)),
        Err(stop) => refused(stop, &mut errors)?,
    }
    if errors.is_empty() {
        return Ok(PersonOutcome::Elsewhere(format!(
            "/personnes/{account}?fait={act}"
        )));
    }
    shown.take(act, typed);
    shown.errors = errors;
    Ok(PersonOutcome::Page(shown.page()))
}

/// What somebody else wrote of the person since the form was opened.
fn changed_meanwhile(known: &KnownAccount) -> String {
    let account = &known.account;
    let email = account.email.as_ref().map(ToString::to_string);
    let ends = account.ends_on.map(french::long_day);
    format!(
        "Quelqu'un a changé cette personne depuis que votre page est ouverte. Maintenant : {}, {}, {}, {}. Votre saisie est plus bas : relisez-la, puis enregistrez.",
        account.name,
        email.unwrap_or_else(|| "sans adresse".to_owned()),
        french::party(account.party),
        ends.map_or_else(
            || "sans dernier jour".to_owned(),
            |day| format!("dernier jour le {day}")
        ),
    )
}

async fn give(
    context: &Context,
    now: DateTime<Utc>,
    account: AccountId,
    grant: &Grant,
) -> Result<(), StoreError> {
    context
        .store
        .give_role(&context.by, context.today, now, account, grant)
        .await
}
