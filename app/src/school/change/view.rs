//! The forms of these changes: in the card of a class, and one at the end of the list for a class to add.

use super::{Act, ChangeRefused, TypedChange};
use crate::{
    adoption::new_id,
    french,
    ui::{
        button::{Button, Weight},
        checkbox::Checkbox,
        form::Errors,
        hidden_field::HiddenField,
        taps::{Taps, Ticks},
        text_field::TextField,
    },
};
use chrono::NaiveDate;
use domain::{
    adoption::{CorrectionRank, LeavingReason, Step, UnitFacts},
    policy::Policy,
};
use leptos::prelude::*;
use store::adoption::KnownUnit;

/// A class, what was refused of it if something was, and what its forms need to know.
#[derive(Clone, Copy)]
pub struct ClassForms<'a> {
    /// The class.
    pub known: &'a KnownUnit,
    /// The rank of its last correction.
    pub corrected: CorrectionRank,
    /// The change of it that was refused.
    pub refused: Option<&'a ChangeRefused>,
    /// The policy, whose levels are offered.
    pub policy: &'a Policy,
    /// The last day that may be told.
    pub latest: NaiveDate,
}

impl ClassForms<'_> {
    /// The forms: to correct it, to close it, to move it; once it left, to open it again.
    pub fn view(self) -> AnyView {
        if self.known.standing.step == Step::Withdrawn {
            return self.reopening();
        }
        view! { {self.correcting()} {self.closing()} {self.moving()} }.into_any()
    }

    /// The form of an act: as it was refused, else as it opens; and whether it was refused.
    fn shown(&self, fresh: TypedChange) -> (ChangeRefused, bool) {
        let refused = self.refused.filter(|refused| refused.typed.act == fresh.act);
        let shown = refused.cloned();
        (
            shown.unwrap_or_else(|| ChangeRefused::fresh(fresh)),
            refused.is_some(),
        )
    }

    /// The hidden fields of each form: its request, its class, what it saw.
    fn hidden(&self, seen: u32) -> impl IntoView + use<> {
        view! {
            <HiddenField name="id" value=new_id()/>
            <HiddenField name="class" value=self.known.id.to_string()/>
            <HiddenField name="seen" value=seen.to_string()/>
        }
    }

    fn key(&self) -> String {
        self.known.id.to_string()
    }

    fn about(&self, what: &str) -> String {
        format!("{what} {}", self.known.unit.label)
    }

    fn correcting(&self) -> AnyView {
        let estimated = self.known.unit.estimated;
        let facts = UnitFacts::from(&self.known.unit);
        let (shown, open) = self.shown(TypedChange::told(Act::Correct, Some(self.known.id), &facts));
        let (title, button) = match estimated {
            true => ("Confirmer ou corriger cette classe", "Confirmer cette classe"),
            false => ("Corriger cette classe", "Enregistrer la correction"),
        };
        let confirming = estimated.then(|| {
            view! {
                <HiddenField name="estimated" value="oui"/>
                <Checkbox name="confirmed" id=format!("confirmed-{}", self.key()) label="Cette classe existe : elle n'est plus une estimation" checked=!shown.typed.estimated/>
            }
        });
        view! {
            <details class="c12-details" open=open>
                <summary>{title}</summary>
                <form method="post" class="c12-form" data-once="" aria-label=self.about(title)>
                    {whole(&shown.errors)}
                    {self.hidden(self.corrected)}
                    {fields(&self.key(), self.policy, &shown)}
                    {confirming}
                    <Button label=button act=Act::Correct.code()/>
                </form>
            </details>
        }
        .into_any()
    }

    fn closing(&self) -> AnyView {
        let (shown, open) = self.shown(TypedChange {
            day: self.latest.to_string(),
            ..TypedChange::empty(Act::Close)
        });
        let (typed, errors) = (&shown.typed, &shown.errors);
        let reasons: Vec<_> = LeavingReason::OFFERED
            .map(|why| (why.code().to_owned(), capital(french::leaving(why))))
            .to_vec();
        let (why_id, why_error) = (format!("why-{}", self.key()), errors.of("why").map(str::to_owned));
        view! {
            <details class="c12-details" open=open>
                <summary>"Fermer cette classe"</summary>
                <form method="post" class="c12-form" data-once="" aria-label=self.about("Fermer")>
                    {whole(&shown.errors)}
                    {self.hidden(self.known.standing.sequence)}
                    <fieldset class="c12-taps" id=why_id>
                        <legend class="fr-label">"Motif " <span class="fr-hint-text">"« en double » et « saisie par erreur » : la classe est comme jamais comptée, ses mises à jour sont annulées"</span></legend>
                        <Taps name="why" options=reasons chosen=&typed.why/>
                        {why_error.map(|why| view! { <p class="fr-error-text">{why}</p> })}
                    </fieldset>
                    <TextField name="day" id=format!("day-{}", self.key()) label="Quel jour ?" hint="le premier jour où elle ne compte plus" value=typed.day.clone() kind="date" nostrip:error=errors.of("day")/>
                    <Button label="Fermer la classe" act=Act::Close.code() weight=Weight::Secondary/>
                </form>
            </details>
        }
        .into_any()
    }

    fn moving(&self) -> AnyView {
        let (shown, open) = self.shown(TypedChange::empty(Act::Move));
        let (typed, errors) = (&shown.typed, &shown.errors);
        view! {
            <details class="c12-details" open=open>
                <summary>"Déplacer vers une autre école"</summary>
                <form method="post" class="c12-form" data-once="" aria-label=self.about("Déplacer")>
                    {whole(&shown.errors)}
                    {self.hidden(self.known.standing.sequence)}
                    <TextField name="to" id=format!("to-{}", self.key()) label="UAI de la bonne école" hint="la classe y entre avec toute son histoire ; ici, elle est comme jamais comptée" value=typed.to.clone() nostrip:error=errors.of("to")/>
                    {distinct(&self.key(), &shown)}
                    <Button label="Déplacer la classe" act=Act::Move.code() weight=Weight::Secondary/>
                </form>
            </details>
        }
        .into_any()
    }

    fn reopening(&self) -> AnyView {
        let (shown, _) = self.shown(TypedChange::empty(Act::Reopen));
        view! {
            <form method="post" class="c12-form" data-once="" aria-label=self.about("Rouvrir")>
                {whole(&shown.errors)}
                {self.hidden(self.known.standing.sequence)}
                <p>"La même classe, avec la même histoire, compte à nouveau."</p>
                <Button label="Rouvrir cette classe" act=Act::Reopen.code() weight=Weight::Secondary/>
            </form>
        }
        .into_any()
    }
}

/// The form of a class to add; `census_day` is the one that it enters on unless another is typed.
pub fn adding(policy: &Policy, census_day: NaiveDate, refused: Option<&ChangeRefused>) -> AnyView {
    const KEY: &str = "ajout";
    let shown = refused.cloned().unwrap_or_else(|| {
        ChangeRefused::fresh(TypedChange {
            day: census_day.to_string(),
            ..TypedChange::empty(Act::Add)
        })
    });
    let (typed, errors) = (&shown.typed, &shown.errors);
    view! {
        <details class="c12-details c12-add" id=KEY open=refused.is_some()>
            <summary>"Ajouter une classe"</summary>
            <form method="post" class="c12-form" data-once="" aria-label="Ajouter une classe">
                {whole(&shown.errors)}
                <HiddenField name="id" value=new_id()/>
                {fields(KEY, policy, &shown)}
                <TextField name="day" id=format!("day-{KEY}") label="Recensée depuis le" hint="la rentrée, sauf si elle a ouvert plus tard" value=typed.day.clone() kind="date" optional=true nostrip:error=errors.of("day")/>
                <Button label="Ajouter la classe" act=Act::Add.code()/>
            </form>
        </details>
    }
    .into_any()
}

/// What is told of a class.
fn fields(key: &str, policy: &Policy, shown: &ChangeRefused) -> impl IntoView + use<> {
    let (typed, errors) = (&shown.typed, &shown.errors);
    let levels: Vec<_> = policy
        .levels
        .iter()
        .map(|level| (level.code.to_string(), level.code.to_string()))
        .collect();
    let level_error = errors.of("level").map(str::to_owned);
    view! {
        <TextField name="label" id=format!("label-{key}") label="Nom de la classe" hint="comme l'école la nomme" value=typed.label.clone() nostrip:error=errors.of("label")/>
        {distinct(key, shown)}
        <fieldset class="c12-taps" id=format!("level-{key}")>
            <legend class="fr-label">"Niveau " <span class="fr-hint-text">"plusieurs si elle en réunit plusieurs"</span></legend>
            <Ticks name="level" options=levels chosen=typed.levels.clone()/>
            {level_error.map(|why| view! { <p class="fr-error-text">{why}</p> })}
        </fieldset>
        <TextField name="pupils" id=format!("pupils-{key}") label="Élèves" hint="vide : inconnu" value=typed.pupils.clone() kind="number" optional=true nostrip:error=errors.of("pupils")/>
        <Checkbox name="co_teaching" id=format!("co-teaching-{key}") label="Deux enseignants dans la même salle" checked=typed.co_teaching/>
    }
}

/// The box that tells two classes of nearly one name apart: offered once the name was refused.
fn distinct(key: &str, shown: &ChangeRefused) -> Option<impl IntoView + use<>> {
    let (id, checked) = (format!("distinct-{key}"), shown.typed.distinct);
    let offered = shown.near_twin;
    offered.then(|| view! { <Checkbox name="distinct" id=id label="Ce sont deux classes" checked=checked/> })
}

/// What is wrong with a form as a whole.
fn whole(errors: &Errors) -> Option<impl IntoView + use<>> {
    let why = errors.of("")?.to_owned();
    Some(view! { <p class="fr-error-text">{why}</p> })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
