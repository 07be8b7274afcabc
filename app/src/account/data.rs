//! What is kept of people, why and how long: for everybody to read, for an administrator to set.

use crate::{
    context::Context,
    failure::{ChangedMeanwhile, PageError},
    french,
    query::Query,
    request::form_request,
    ui::{
        alert::{Alert, Tone},
        button::{Button, Weight},
        form_request::FormRequestFields,
        hidden_field::HiddenField,
        page::{Page, Part},
        text_field::TextField,
    },
};
use chrono::NaiveDate;
use domain::{
    Action, Principal, Refusal,
    rights::{Object, authorize},
};
use leptos::prelude::*;
use store::{Store, StoreError, account::Retention, request::FromForm};

pub(crate) fn subject(code: &str) -> (&'static str, &'static str) {
    match code {
        "trail" => (
            "La piste d'audit",
            "qui a fait quoi et quand, depuis quelle adresse abrégée : rendre compte des changements",
        ),
        "closed-account" => (
            "Un compte fermé",
            "nom et adresse : effacés ensuite, les écrits restent sous un numéro",
        ),
        "draft" => (
            "Une saisie interrompue",
            "ce qui était tapé quand une session a pris fin : rendu à la reconnexion",
        ),
        _ => (
            "Une session, un lien ou un jeton d'accès",
            "le navigateur et l'adresse abrégée, le nom et le dernier jour d'usage d'un jeton : les montrer et y mettre fin",
        ),
    }
}

/// The page. Whoever manages people may set the days.
///
/// # Errors
/// The store can't answer.
pub async fn page(
    store: &Store,
    by: Option<&Principal>,
    today: NaiveDate,
    query: &Query,
) -> Result<Page, PageError> {
    let kept = store.retentions().await?;
    let may_set = by.is_some_and(|by| authorize(by, Action::ManagePeople, &Object::default(), today).is_ok());
    let done = query.get("fait").is_some();
    let mut page = Page::new(Part::None, "Données personnelles", move || {
        let lines: Vec<_> = kept.iter().map(|one| kept_line(one, may_set)).collect();
        view! {
            <h1>"Données personnelles"</h1>
            <p class="fr-text--lead">"Ce que le service garde des personnes qui s'en servent, pourquoi et combien de temps."</p>
            {done.then(|| view! { <Alert tone=Tone::Success title="C'est fait" text="La durée est enregistrée : elle s'applique dès cette nuit."/> })}
            <p>"Le service suit des classes, pas des enseignants : aucun nom d'enseignant ni d'élève n'y est gardé."</p>
            <p>"Des personnes invitées, il garde le nom, l'adresse professionnelle, l'employeur, les rôles et ce qu'elles ont fait. La base en est l'exécution d'une mission d'intérêt public : le déploiement que la convention finance."</p>
            <dl class="c12-facts c12-facts--wide">{lines}</dl>
            <p>"Chaque personne peut voir et télécharger ses données sur la page " <a href="/mon-compte">"Mon compte"</a> ", et en demander la correction ou l'effacement à l'administratrice ou à l'administrateur."</p>
            <p>"Le service ne dépose qu'un cookie, celui de la session. Il n'appelle aucun autre site et ne mesure pas son audience."</p>
        }
        .into_any()
    });
    page.kept = false;
    Ok(page)
}

fn kept_line(one: &Retention, may_set: bool) -> AnyView {
    let (name, why) = subject(&one.subject);
    let form = may_set.then(|| {
        view! {
            <details class="c12-details"><summary>"Changer"</summary>
                <form method="post" class="c12-form" data-once="" aria-label=format!("Durée : {name}")><HiddenField name="subject" value=one.subject.clone()/>
                    <FormRequestFields seen=one.mark()/>
                    <TextField name="days" label="Jours" value=one.days.to_string() kind="number"/>
                    <Button label="Enregistrer" weight=Weight::Secondary/></form>
            </details>
        }
        .into_any()
    });
    view! { <dt>{name} "\u{a0}: " {french::count(one.days, "jour", "jours")}</dt><dd>{why} "." {form}</dd> }
        .into_any()
}

/// Sets how long a kind of data is kept.
///
/// # Errors
/// [`PageError::Forbidden`]; [`PageError::Bad`] when it is not a number of days.
pub async fn set(context: &Context, form: &Query) -> Result<(), PageError> {
    context.allow(Action::ManagePeople, None, &[])?;
    let days = form.get("days").and_then(|days| days.parse().ok());
    let days = days
        .filter(|days| (1..=36_500).contains(days))
        .ok_or_else(|| PageError::Bad("Jours : écrivez un nombre de 1 à 36 500.".to_owned()))?;
    let wanted = Retention {
        subject: form.get("subject").unwrap_or_default().to_owned(),
        days,
    };
    let form = Some(form_request(form)?);
    let change = FromForm { what: &wanted, form };
    match context
        .store
        .set_retention(&context.by, context.today, context.now, change)
        .await
    {
        Err(StoreError::Refused(Refusal::SeenAnother)) => {
            let kept = context.store.retentions().await?;
            let now = kept.iter().find(|one| one.subject == wanted.subject);
            let days = |days: i64| french::count(days, "jour", "jours");
            Err(PageError::Changed(Box::new(ChangedMeanwhile {
                stands: now.map_or_else(|| "aucune durée".to_owned(), |one| days(one.days)),
                asked: days(wanted.days),
                back: "/donnees-personnelles".to_owned(),
            })))
        }
        done => Ok(done?),
    }
}
