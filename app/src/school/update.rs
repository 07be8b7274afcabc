//! An update of a school's classes: what is asked before anything is written, and where it leads then. The page is not needed for it.

use crate::{
    adoption::{Sent, send},
    context::Context,
    failure::PageError,
    query::Query,
    scope::Scope,
};
use domain::{Action, Uai, territory::Place};
use store::adoption::Recorded;

/// A school whose classes the caller may move.
pub struct Updated {
    scope: Scope,
    school: Uai,
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
        let (_, place) = context.school(Action::RecordAdoption, own, school).await?;
        let lineage = place.as_ref().map(Place::lineage).unwrap_or_default();
        context.allow(Action::ReadSchools, Some(own), &lineage)?;
        Ok(Self { scope, school })
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
        let unit = recorded.events.first().map_or(0, |(unit, _)| unit.0);
        let path = format!("/{}/deploiement/{}", self.scope.policy.code, self.school);
        let address = self.scope.address(&path, &[("fait", &unit.to_string())]);
        format!("{address}#classe-{unit}")
    }
}
