//! Forms of updates: fields in, a change out, recorded by the store, where the rules decide.

use crate::{context::Context, failure::PageError, query::Query, ui::form::RESUMED};
use chrono::NaiveDate;
use domain::{
    AdoptionStage, Refusal, Uai, UnitId,
    adoption::{Advance, Annul, RequestId, Sequence, Source},
};
use store::{
    StoreError,
    adoption::{Change, Recorded},
};
use uuid::Uuid;

/// The value of `day` that says: the one of `other_day`.
pub const OTHER_DAY: &str = "autre";

/// Fields of a form of updates, as typed: shown again when it is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedUpdate {
    /// The stage's code.
    pub stage: String,
    /// The day: one offered, or another.
    pub day: String,
    /// Whether two days were given.
    pub two_days: bool,
    /// The source's code.
    pub source: String,
    /// The rank of the event to correct, if any.
    pub replaces: String,
    /// The units ticked.
    pub units: Vec<UnitId>,
}

/// Refusal of a form: what was typed, and why, for the whole form and unit by unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was typed.
    pub typed: TypedUpdate,
    /// What is wrong with the form.
    pub form: Option<String>,
    /// What is wrong for a unit.
    pub units: Vec<(UnitId, Refusal)>,
}

impl Refused {
    /// A form whose sign-in had expired when it was sent: given back as it was typed.
    pub fn resumed(form: &Query) -> Self {
        Self {
            typed: TypedUpdate::read(form),
            form: Some(RESUMED.to_owned()),
            units: Vec::new(),
        }
    }
}

/// Outcome of a form.
pub enum Sent {
    /// It was recorded, now or the first time it was sent.
    Recorded(Recorded),
    /// It was refused: nothing was written.
    Refused(Refused),
}

impl TypedUpdate {
    /// What a form says.
    pub fn read(form: &Query) -> Self {
        let text = |name| form.get(name).unwrap_or_default().to_owned();
        let units = form
            .all("unit")
            .filter_map(|unit| unit.split(':').next()?.parse().ok().map(UnitId))
            .collect();
        let (near, other) = (
            form.get("day").filter(|day| *day != OTHER_DAY),
            form.get("other_day"),
        );
        Self {
            stage: text("stage"),
            day: other.or(near).unwrap_or_default().to_owned(),
            two_days: other.is_some() && near.is_some() && other != near,
            source: text("source"),
            replaces: text("replaces"),
            units,
        }
    }

    /// The changes asked for.
    fn change(&self, form: &Query) -> Result<Change, String> {
        let id = form
            .get("id")
            .and_then(|id| Uuid::parse_str(id).ok())
            .map(RequestId);
        let id = id.ok_or(INCOMPLETE)?;
        if let Some(annuls) = form.get("annuls") {
            let annulled = vec![annulled(form, annuls).ok_or(INCOMPLETE)?];
            return Ok(Change {
                id,
                steps: Vec::new(),
                annulled,
            });
        }
        let stage =
            AdoptionStage::from_code(&self.stage).ok_or("Stade : choisissez un stade dans la liste.")?;
        if self.two_days {
            return Err(
                "Jour : vous en avez donné deux. Gardez « Autre jour » avec sa date, ou effacez cette date."
                    .to_owned(),
            );
        }
        let day = read_day(&self.day).ok_or("Jour : écrivez un jour comme 15/03/2021.")?;
        let source = Source::from_code(&self.source).filter(|source| Source::OFFERED.contains(source));
        let source = source.ok_or("Source : dites comment vous le savez.")?;
        let replaces = match self.replaces.as_str() {
            "" => None,
            rank => Some(
                rank.parse::<Sequence>()
                    .map_err(|_| "Correction : choisissez une mise à jour de la liste.")?,
            ),
        };
        let step = |unit: &str| {
            let (unit, seen) = unit.split_once(':')?;
            Some(Advance {
                unit: UnitId(unit.parse().ok()?),
                seen: seen.parse().ok()?,
                stage,
                day,
                replaces,
                source,
            })
        };
        let steps: Option<Vec<_>> = form.all("unit").map(step).collect();
        let steps = steps.ok_or(INCOMPLETE)?;
        if steps.is_empty() {
            return Err("Cochez au moins une classe.".to_owned());
        }
        Ok(Change {
            id,
            steps,
            annulled: Vec::new(),
        })
    }
}

const INCOMPLETE: &str = "Ce formulaire est incomplet : rechargez la page.";

/// The line that a form takes back, of the one unit that it is of.
fn annulled(form: &Query, annuls: &str) -> Option<Annul> {
    let (unit, seen) = form.get("unit")?.split_once(':')?;
    Some(Annul {
        unit: UnitId(unit.parse().ok()?),
        seen: seen.parse().ok()?,
        annuls: annuls.parse().ok()?,
    })
}

/// A day as a browser sends it, or as people write it.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let known = ["%Y-%m-%d", "%d/%m/%Y"];
    known
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}

/// Records what a form asks for, of the classes of one school where it is that school's form.
///
/// # Errors
/// [`PageError`]: a class of another school; the store is busy or broken. A refusal is an answer, not a failure.
pub async fn send(context: &Context, school: Option<Uai>, form: &Query) -> Result<Sent, PageError> {
    let typed = TypedUpdate::read(form);
    let refused = |form, units| {
        Ok(Sent::Refused(Refused {
            typed: typed.clone(),
            form,
            units,
        }))
    };
    let change = match typed.change(form) {
        Ok(change) => change,
        Err(why) => return refused(Some(why), Vec::new()),
    };
    if let Some(school) = school
        && context.store.some_of_another_school(school, &typed.units).await?
    {
        return Err(PageError::Forbidden);
    }
    match context
        .store
        .record(&context.by, context.today, context.now, change)
        .await
    {
        Ok(recorded) => Ok(Sent::Recorded(recorded)),
        Err(StoreError::Refused(refusal)) => refused(Some(french::refusal(&refusal)), Vec::new()),
        Err(StoreError::SomeRefused(units))
            if units.iter().any(|(_, why)| matches!(why, Refusal::Forbidden(_))) =>
        {
            Err(PageError::Forbidden)
        }
        Err(StoreError::SomeRefused(units)) => refused(None, units),
        Err(other) => Err(other.into()),
    }
}

/// The id that a form carries, made where it is opened.
pub fn new_id() -> String {
    Uuid::now_v7().to_string()
}

/// The sources that a form offers.
pub fn sources() -> Vec<(String, String)> {
    Source::OFFERED
        .map(|source| (source.code().to_owned(), french::source(source).to_owned()))
        .to_vec()
}
