//! The fields of a change of a class, as typed, and what they ask for.

use super::Act;
use crate::{adoption::read_day, query::Query, scope::Scope, ui::form::Errors};
use chrono::NaiveDate;
use domain::{
    Uai, UnitId,
    adoption::{Close, LeavingReason, Reopen, RequestId, UnitFacts},
    policy::Policy,
    unit::{LABEL_MAX, Levels, PUPILS_MAX},
};
use store::adoption::{AddClass, ClassChange, CorrectClass, MoveClass};
use uuid::Uuid;

const INCOMPLETE: &str = "Ce formulaire est incomplet : rechargez la page.";

/// Fields as typed: shown again when they are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedChange {
    /// What is asked.
    pub act: Act,
    /// The class, when it is there.
    pub unit: Option<UnitId>,
    /// Its name.
    pub label: String,
    /// The codes of its levels.
    pub levels: Vec<String>,
    /// Its pupils.
    pub pupils: String,
    /// Two teachers.
    pub co_teaching: bool,
    /// The class is an estimate, and stays one.
    pub estimated: bool,
    /// It is told apart from a class of nearly its name.
    pub distinct: bool,
    /// The census day, or that of the closing.
    pub day: String,
    /// The reason of the closing.
    pub why: String,
    /// The UAI of the right school.
    pub to: String,
}

impl TypedChange {
    /// What a form says.
    pub fn read(act: Act, form: &Query) -> Self {
        let text = |name| form.get(name).unwrap_or_default().to_owned();
        let ticked = |name| form.get(name).is_some();
        Self {
            act,
            unit: form.get("class").and_then(|unit| unit.parse().ok().map(UnitId)),
            // A name is typed on a phone: a gap is one space.
            label: text("label").split_whitespace().collect::<Vec<_>>().join(" "),
            levels: form.all("level").map(str::to_owned).collect(),
            pupils: text("pupils"),
            co_teaching: ticked("co_teaching"),
            estimated: ticked("estimated") && !ticked("confirmed"),
            distinct: ticked("distinct"),
            day: text("day"),
            why: text("why"),
            to: text("to").to_uppercase(),
        }
    }

    /// What is told of a class.
    pub fn told(act: Act, unit: Option<UnitId>, facts: &UnitFacts) -> Self {
        Self {
            unit,
            label: facts.label.clone(),
            levels: facts.levels.iter().map(|level| level.to_string()).collect(),
            pupils: facts.pupils.map(|pupils| pupils.to_string()).unwrap_or_default(),
            co_teaching: facts.co_teaching,
            ..Self::empty(act)
        }
    }

    /// A form that nobody filled in yet.
    pub fn empty(act: Act) -> Self {
        Self::read(act, &Query::default())
    }

    /// The id of the request, and the change asked for.
    pub(super) fn asked(
        &self,
        scope: &Scope,
        school: Uai,
        form: &Query,
    ) -> Result<(RequestId, ClassChange), Errors> {
        let mut errors = Errors::default();
        let id = form.get("id").and_then(|id| Uuid::parse_str(id).ok());
        let seen = || form.get("seen").and_then(|seen| seen.parse().ok());
        let asked = match self.act {
            Act::Add => self.added(scope, school, &mut errors),
            Act::Correct => self.unit.zip(seen()).and_then(|(unit, seen)| {
                let facts = self.facts(&scope.policy, &mut errors)?;
                Some(ClassChange::Correct(CorrectClass {
                    unit,
                    seen,
                    facts,
                    distinct: self.distinct,
                }))
            }),
            Act::Close => self.unit.zip(seen()).and_then(|(unit, seen)| {
                let (day, why) = (self.day(&mut errors), self.reason(&mut errors));
                Some(ClassChange::Close(Close {
                    unit,
                    seen,
                    day: day?,
                    why: why?,
                }))
            }),
            Act::Reopen => self
                .unit
                .zip(seen())
                .map(|(unit, seen)| ClassChange::Reopen(Reopen { unit, seen })),
            Act::Move => self.unit.zip(seen()).and_then(|(unit, seen)| {
                let to = self.to.parse().ok();
                if to.is_none() {
                    errors.add(
                        "to",
                        "Écrivez le UAI de l'école comme 0350123A : sept chiffres et une lettre.",
                    );
                }
                Some(ClassChange::Move(MoveClass {
                    unit,
                    seen,
                    to: to?,
                    distinct: self.distinct,
                }))
            }),
        };
        match (id, asked) {
            (Some(id), Some(asked)) if errors.is_empty() => Ok((RequestId(id), asked)),
            _ => {
                if errors.is_empty() {
                    errors.add("", INCOMPLETE);
                }
                Err(errors)
            }
        }
    }

    fn added(&self, scope: &Scope, school: Uai, errors: &mut Errors) -> Option<ClassChange> {
        let (facts, day) = (self.facts(&scope.policy, errors), self.day(errors));
        Some(ClassChange::Add(AddClass {
            policy: scope.policy.code,
            year: scope.year,
            school,
            facts: facts?,
            day: day?,
            distinct: self.distinct,
        }))
    }

    fn facts(&self, policy: &Policy, errors: &mut Errors) -> Option<UnitFacts> {
        if self.label.is_empty() || self.label.chars().count() > LABEL_MAX {
            errors.add("label", "Donnez à la classe un nom de 1 à 40 caractères.");
        }
        let known: Option<Vec<_>> = self.levels.iter().map(|level| policy.level(level)).collect();
        let levels = known.and_then(Levels::new);
        if levels.is_none() {
            errors.add("level", "Choisissez au moins un niveau.");
        }
        let pupils = match self.pupils.as_str() {
            "" => None,
            text => {
                let pupils = text
                    .parse()
                    .ok()
                    .filter(|pupils| (1..=PUPILS_MAX).contains(pupils));
                if pupils.is_none() {
                    errors.add("pupils", "Écrivez un nombre d'élèves de 1 à 60, ou laissez vide.");
                }
                pupils
            }
        };
        errors.is_empty().then_some(())?;
        Some(UnitFacts {
            label: self.label.clone(),
            levels: levels?,
            pupils,
            co_teaching: self.co_teaching,
            estimated: self.estimated,
        })
    }

    fn day(&self, errors: &mut Errors) -> Option<NaiveDate> {
        let day = read_day(&self.day);
        if day.is_none() {
            errors.add("day", "Écrivez un jour comme 12/01/2021.");
        }
        day
    }

    fn reason(&self, errors: &mut Errors) -> Option<LeavingReason> {
        let why = LeavingReason::from_code(&self.why).filter(|why| LeavingReason::OFFERED.contains(why));
        if why.is_none() {
            errors.add("why", "Choisissez un motif.");
        }
        why
    }
}
