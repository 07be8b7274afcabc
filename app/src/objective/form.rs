//! The page that sets a territory's objectives, takes them back and restores them.

use super::{key_of, measured, share};
use crate::{
    context::Context,
    failure::{ChangedMeanwhile, PageError},
    french::{list, long_day},
    query::Query,
    request::form_request,
    scope::Scope,
    ui::{
        breadcrumb::Breadcrumb,
        button::{Button, Weight},
        confirm::Confirm,
        form_request::FormRequestFields,
        hidden_field::HiddenField,
        page::{Page, Part},
        select::Select,
        text_field::TextField,
    },
};
use chrono::Days;
use domain::{
    AccountId, Action, Refusal, TerritoryCode,
    objective::{Measure, Objective},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    StoreError,
    objective::{ObjectiveEntry, ObjectiveMove, objectives_mark},
    request::{FromForm, SeenMark},
};

/// Past entries shown: what is older is in the audit trail.
const PAST_MAX: usize = 20;

/// What the page shows.
struct ObjectivesPage {
    scope: Scope,
    code: TerritoryCode,
    name: String,
    held: Vec<Objective>,
    /// What was written, the latest first.
    entries: Vec<ObjectiveEntry>,
    names: BTreeMap<AccountId, String>,
}

/// The page that sets the objectives of a territory.
///
/// # Errors
/// [`PageError`]: no such territory, forbidden.
pub async fn page(
    context: &Context,
    policy: &str,
    code: TerritoryCode,
    query: &Query,
) -> Result<Page, PageError> {
    let scope = Scope::read(context, policy, query).await?;
    let place = context
        .store
        .place(code)
        .await?
        .ok_or(PageError::NotFound("Ce territoire"))?;
    context.allow(Action::SetObjective, Some(scope.policy.code), &place.lineage())?;
    let key = key_of(&scope, code);
    let shown = ObjectivesPage {
        held: context.store.objectives(key).await?,
        entries: context.store.objective_entries(key).await?,
        names: context.store.names().await?,
        name: french::place(&place),
        scope,
        code,
    };
    let mut page = Page::new(Part::Rollout, "Objectifs", move || shown.view());
    page.kept = false;
    Ok(page)
}

impl ObjectivesPage {
    fn address(&self) -> String {
        self.scope.page(&format!("{}/objectif", self.code))
    }

    fn seen(&self) -> SeenMark {
        objectives_mark(&self.held)
    }

    fn view(&self) -> AnyView {
        let path = [(self.name.clone(), self.scope.page(self.code.as_str()))];
        let back: Vec<_> = self.held.iter().map(|one| self.taking_back(*one)).collect();
        let held = if back.is_empty() {
            view! { <p>"Aucun objectif n'est fixé."</p> }.into_any()
        } else {
            view! { <ul class="c12-aims">{back}</ul> }.into_any()
        };
        view! {
            <Breadcrumb path=path here="Objectifs"/>
            <h1>{format!("Objectifs : {}", self.name)}</h1>
            <p class="fr-text--lead">{format!("Une part des classes recensées de l'année scolaire {}, à un jour.", self.scope.year)}</p>
            {held}
            {self.setting()}
            {self.past()}
        }
        .into_any()
    }

    fn setting(&self) -> AnyView {
        let measures: Vec<_> = Measure::ALL
            .iter()
            .map(|measure| {
                (
                    measure.code().to_owned(),
                    format!("Classes {}", measured(*measure).1),
                )
            })
            .collect();
        let last = self.scope.year.last_event_day();
        // From 31 August back to 30 June, when classes end.
        let by = last.checked_sub_days(Days::new(62)).unwrap_or(last).to_string();
        view! {
            <form method="post" action=self.address() class="c12-form" data-once="" aria-label="Fixer un objectif">
                <FormRequestFields seen=self.seen()/>
                <Select name="measure" label="De quoi" options=measures chosen=Measure::Onboarded.code()/>
                <TextField name="share" label="Part des classes, en %" hint="de 1 à 100" value="100"/>
                <TextField name="day" label="Au plus tard le" value=by kind="date"/>
                <Button label="Enregistrer" act="set"/>
            </form>
        }
        .into_any()
    }

    fn taking_back(&self, objective: Objective) -> AnyView {
        let text = said(objective);
        let question = format!("Retirer : {text}");
        let (address, seen) = (self.address(), self.seen());
        view! {
            <li>
                {text}
                <Confirm label="Retirer" text="Les pages du territoire, et de ceux qu'il contient et qui n'ont pas le leur, ne le diront plus. Il peut être rétabli.">
                    <form method="post" action=address data-once="" aria-label=question>
                        <FormRequestFields seen=seen/>
                        <HiddenField name="measure" value=objective.measure.code()/>
                        <HiddenField name="day" value=objective.day.to_string()/>
                        <Button label="Retirer maintenant" weight=Weight::Secondary act="take-back"/>
                    </form>
                </Confirm>
            </li>
        }
        .into_any()
    }

    /// What was written, the latest first; each that no longer holds may be restored.
    fn past(&self) -> Option<AnyView> {
        let lines: Vec<_> = self
            .entries
            .iter()
            .take(PAST_MAX)
            .map(|entry| self.line(entry))
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <h2>"Ce qui a été fixé ou retiré"</h2>
                <ul class="c12-history">{lines}</ul>
            }
            .into_any()
        })
    }

    fn line(&self, entry: &ObjectiveEntry) -> AnyView {
        let who = french::author(entry.author, &self.names);
        let about = format!("{}, par {who}", french::moment(entry.recorded_at));
        let day = long_day(entry.day);
        let many = measured(entry.measure).1;
        let Some(per_mille) = entry.share else {
            let text = format!("Retiré : classes {many} au {day}");
            return view! { <li>{text} <span class="c12-history__who">{about}</span></li> }.into_any();
        };
        let objective = Objective {
            day: entry.day,
            measure: entry.measure,
            share: per_mille,
        };
        let text = said(objective);
        let question = format!("Rétablir : {text}");
        let restore = (!self.held.contains(&objective)).then(|| {
            view! {
                <form method="post" action=self.address() data-once="" aria-label=question>
                    <FormRequestFields seen=self.seen()/>
                    <HiddenField name="measure" value=objective.measure.code()/>
                    <HiddenField name="day" value=objective.day.to_string()/>
                    <HiddenField name="share" value=share(objective.share)/>
                    <Button label="Rétablir" weight=Weight::SmallTertiary act="set"/>
                </form>
            }
        });
        view! { <li>{format!("Fixé : {text}")} <span class="c12-history__who">{about}</span> {restore}</li> }
            .into_any()
    }
}

/// `60 % de classes embarquées au 30 juin 2022`.
fn said(objective: Objective) -> String {
    format!(
        "{} de classes {} au {}",
        share(objective.share),
        measured(objective.measure).1,
        long_day(objective.day)
    )
}

/// Sets an objective or takes it back; answers where to go then.
///
/// # Errors
/// [`PageError`]: no such territory, forbidden, what is no objective, or what somebody changed since the form was opened.
pub async fn set(
    context: &Context,
    policy: &str,
    code: TerritoryCode,
    query: &Query,
    typed: &Query,
) -> Result<String, PageError> {
    let scope = Scope::read(context, policy, query).await?;
    let place = context
        .store
        .place(code)
        .await?
        .ok_or(PageError::NotFound("Ce territoire"))?;
    let lineage = place.lineage();
    context.allow(Action::SetObjective, Some(scope.policy.code), &lineage)?;
    let what = asked(&scope, typed)?;
    let form = Some(form_request(typed)?);
    let key = key_of(&scope, code);
    match context
        .store
        .move_objective(
            &context.by,
            context.today,
            context.now,
            key,
            &lineage,
            FromForm { what, form },
        )
        .await
    {
        Ok(()) => Ok(scope.page(code.as_str())),
        Err(StoreError::Refused(Refusal::SeenAnother)) => {
            let held: Vec<String> = context
                .store
                .objectives(key)
                .await?
                .into_iter()
                .map(said)
                .collect();
            Err(PageError::Changed(Box::new(ChangedMeanwhile {
                stands: if held.is_empty() {
                    "aucun objectif".to_owned()
                } else {
                    list(&held)
                },
                asked: match what {
                    ObjectiveMove::Set(objective) => said(objective),
                    ObjectiveMove::TakeBack(measure, day) => {
                        format!(
                            "retirer l'objectif de classes {} au {}",
                            measured(measure).1,
                            long_day(day)
                        )
                    }
                },
                back: scope.page(&format!("{code}/objectif")),
            })))
        }
        Err(stop) => Err(stop.into()),
    }
}

/// What the form asks.
fn asked(scope: &Scope, typed: &Query) -> Result<ObjectiveMove, PageError> {
    let measure = typed.get("measure").and_then(Measure::from_code);
    let measure = measure
        .ok_or_else(|| PageError::Bad("Ce formulaire est incomplet : rechargez la page.".to_owned()))?;
    let day = typed.get("day").and_then(|day| day.parse().ok());
    let day =
        day.ok_or_else(|| PageError::Bad("Jour : choisissez-le, par exemple 2022-06-30.".to_owned()))?;
    if typed.get("act") == Some("take-back") {
        return Ok(ObjectiveMove::TakeBack(measure, day));
    }
    let told = typed.get("share").unwrap_or_default();
    let share = per_mille(told).ok_or_else(|| {
        PageError::Bad(format!(
            "« {told} » n'est pas une part : écrivez par exemple 80, ou 62,5."
        ))
    })?;
    let objective = Objective::new(scope.year, day, measure, share);
    Ok(ObjectiveMove::Set(objective.map_err(|refused| {
        PageError::Bad(french::refusal(&refused.into()))
    })?))
}

/// `80`, `62,5 %`: a share per mille.
fn per_mille(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let (whole, tenth) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits =
        |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(tenth) || tenth.len() > 1 {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 10 + tenth.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::per_mille;

    #[test]
    fn a_share_is_read_as_people_write_it() {
        for (text, read) in [
            ("80", Some(800)),
            ("62,5 %", Some(625)),
            ("62,5\u{202f}%", Some(625)),
            ("100%", Some(1_000)),
            ("", None),
            ("12,34", None),
            ("-5", None),
            ("1e2", None),
        ] {
            assert_eq!(per_mille(text), read, "{text}");
        }
    }
}
