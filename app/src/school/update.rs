//! An update of a school's classes: what is asked before anything is written, and where it leads then. The page is not needed for it.

use super::change::{Act, ChangeSent, TypedChange, change};
use crate::{
    adoption::{Sent, send},
    context::Context,
    failure::PageError,
    query::Query,
    scope::Scope,
};
use chrono::NaiveDate;
use domain::{Action, TerritoryCode, Uai, UnitId, calendar::Zone};
use store::adoption::Recorded;

/// A school whose classes the caller may move.
pub struct Updated {
    scope: Scope,
    school: Uai,
    census_day: NaiveDate,
}

/// The day on which a class of a place enters unless another is told: the rentrée of its zone, or today where that has not come yet.
pub(super) async fn census_day(
    context: &Context,
    scope: &Scope,
    lineage: &[TerritoryCode],
) -> Result<NaiveDate, PageError> {
    let calendar = context.store.calendar().await?;
    let start = calendar.start_in(scope.year, Zone::of_lineage(lineage));
    Ok(start.min(context.today))
}

impl Updated {
    /// Lets through who may move the classes of a school.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or school; it is not the caller's.
    pub async fn allow(
        context: &Context,
        policy: &str,
        school: Uai,
        query: &Query,
    ) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let own = scope.policy.code;
        let known = context
            .school(Action::RecordAdoption, own, scope.year, school)
            .await?;
        context.allow(Action::ReadSchools, Some(own), &known.places)?;
        Ok(Self {
            census_day: census_day(context, &scope, &known.lineage()).await?,
            scope,
            school,
        })
    }

    /// Records what a form asks for of this school's classes.
    ///
    /// # Errors
    /// [`PageError`]: a class of another school; the store is busy or broken. A refusal is an answer, not a failure.
    pub async fn send(&self, context: &Context, form: &Query) -> Result<Sent, PageError> {
        send(context, Some(self.school), form).await
    }

    /// Where a form leads once recorded: the school, its class open.
    pub fn after(&self, recorded: &Recorded) -> String {
        let unit = recorded.events.first().map_or(UnitId(0), |(unit, _)| *unit);
        self.at(unit, self.school)
    }

    /// Writes a change of one of this school's classes.
    ///
    /// # Errors
    /// [`PageError`]: a class of another school; the store is busy or broken. A refusal is an answer, not a failure.
    pub async fn change(&self, context: &Context, act: Act, form: &Query) -> Result<ChangeSent, PageError> {
        let mut typed = TypedChange::read(act, form);
        if act == Act::Add && typed.day.is_empty() {
            typed.day = self.census_day.to_string();
        }
        change(context, &self.scope, self.school, typed, form).await
    }

    /// Where a class is, open on its school's page.
    pub fn at(&self, unit: UnitId, school: Uai) -> String {
        let path = format!("/{}/deploiement/{school}", self.scope.policy.code);
        let arrived = if school == self.school { "" } else { "oui" };
        let done = [("fait", unit.to_string()), ("arrivee", arrived.to_owned())];
        let done = done.each_ref().map(|(name, value)| (*name, value.as_str()));
        let address = self.scope.address(&path, &done);
        format!("{address}#classe-{unit}")
    }
}
