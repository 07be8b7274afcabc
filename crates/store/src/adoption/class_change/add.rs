//! A class added by a person to a school, on its census day.

use super::Changing;
use crate::{
    adoption::{
        census::census_units,
        histories::{UnitHistory, enter_units, next_unit_id},
    },
    engine::fault::StoreError,
    school,
};
use chrono::NaiveDate;
use domain::{
    Action, PolicyCode, Refusal, SchoolYear, Timeline, Uai, UnitId,
    adoption::{
        AdoptionRefused, ClassRefused, UnitFacts,
        census::{Naming, check_name},
        enter,
    },
    rights::{Object, authorize, authorize_absent},
    school::{entry_lineage, places},
    unit::Unit,
};

/// A class to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddClass {
    /// The policy that it adopts.
    pub policy: PolicyCode,
    /// Its school year.
    pub year: SchoolYear,
    /// Its school.
    pub school: Uai,
    /// What is told of it.
    pub facts: UnitFacts,
    /// Its census day.
    pub day: NaiveDate,
    /// That a name near another's is of another class.
    pub distinct: bool,
}

/// A class that enters: where, what, and on which day.
pub(super) struct EnteringClass<'a> {
    pub policy: PolicyCode,
    pub year: SchoolYear,
    pub school: Uai,
    pub facts: &'a UnitFacts,
    pub day: NaiveDate,
    pub distinct: bool,
}

impl Changing {
    pub(super) async fn add(&mut self, asked: &AddClass) -> Result<UnitId, StoreError> {
        let entering = EnteringClass {
            policy: asked.policy,
            year: asked.year,
            school: asked.school,
            facts: &asked.facts,
            day: asked.day,
            distinct: asked.distinct,
        };
        let (id, unit) = self.place(&entering).await?;
        let (author, at) = (self.tx.by.actor, self.tx.at);
        let entry = enter(id, asked.year, asked.day, author, self.today, at).map_err(Refusal::from)?;
        self.write_unit(id, unit, entry.timeline);
        Ok(id)
    }

    /// The unit that a class is to be in the school that it enters, for who may write there: its name is checked, its number is the next one.
    pub(super) async fn place(&mut self, entering: &EnteringClass<'_>) -> Result<(UnitId, Unit), StoreError> {
        let EnteringClass {
            policy,
            year,
            school: uai,
            facts,
            ..
        } = *entering;
        let Some(school) = school::load(&mut self.tx, uai).await? else {
            authorize_absent(&self.tx.by, Action::RecordAdoption, Some(policy), self.today)?;
            return Err(Refusal::from(AdoptionRefused::from(ClassRefused::UnknownSchool(uai))).into());
        };
        let stands = school::lineage_of(&school)?;
        let kept = school::kept_lineages(&mut self.tx, year, &[uai]).await?;
        let kept = kept.get(&uai).map_or(&[][..], Vec::as_slice);
        let object = Object {
            policy: Some(policy),
            lineage: &places(&stands, kept),
        };
        authorize(&self.tx.by, Action::RecordAdoption, &object, self.today)?;
        let stands = entry_lineage(&stands, kept);
        self.within = self.within.or(Some(stands.smallest()));
        let standing = census_units(&mut self.tx, policy, year, &[uai], false).await?;
        let naming = Naming {
            unit: None,
            label: &facts.label,
            levels: &facts.levels,
            distinct: entering.distinct,
        };
        let there = standing.get(&uai).map_or(&[][..], Vec::as_slice);
        check_name(there, naming).map_err(Refusal::from)?;
        let unit = Unit {
            policy,
            year,
            school: uai,
            label: facts.label.clone(),
            levels: facts.levels.clone(),
            priority_education: school.priority_education,
            pupils: facts.pupils,
            co_teaching: facts.co_teaching,
            estimated: facts.estimated,
            census_day: entering.day,
            district: stands.district,
            department: stands.department,
            academy: stands.academy,
        };
        Ok((next_unit_id(&mut self.tx).await?, unit))
    }

    /// Asks for a unit to be written with its history.
    pub(super) fn write_unit(&mut self, id: UnitId, unit: Unit, timeline: Timeline) {
        let history = UnitHistory { id, unit, timeline };
        enter_units(&mut self.tx, &mut self.rollup, &[history], None);
    }
}
