//! An objective set, changed or taken away: checked, written once, told to the trail.

use super::{HELD, ObjectiveKey, ObjectiveRow, held, objectives_mark};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{batch::row, fault::StoreError, write},
    request::{FormVerdict, FromForm},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, AuditAction, Principal, TerritoryCode,
    objective::{Measure, Objective},
    rights::{Object, authorize},
};

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectiveMove {
    /// It is set, or set to another share.
    Set(Objective),
    /// It is taken back.
    TakeBack(Measure, NaiveDate),
}

impl Store {
    /// Sets an objective or takes it back; one that says nothing new writes nothing. `lineage`: the territory and all that it stands in.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: it is not theirs to set; the form showed other objectives.
    pub async fn move_objective(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        key: ObjectiveKey,
        lineage: &[TerritoryCode],
        step: impl Into<FromForm<ObjectiveMove>>,
    ) -> Result<(), StoreError> {
        const LAST: &str = "select coalesce(max(id), 0) from objective";
        const SET: &str = "insert into objective (id, policy, year, territory, measure, day, share_per_mille, author, recorded_at)";
        let object = Object {
            policy: Some(key.policy),
            lineage,
        };
        authorize(by, Action::SetObjective, &object, today)?;
        let mut tx = self.begin(by, now).await?;
        let last: i64 = write!(tx, |conn| sqlx::query_scalar(LAST).fetch_one(conn).await?);
        let [policy, year, territory] = key.columns();
        let rows: Vec<ObjectiveRow> = write!(tx, |conn| {
            let query = sqlx::query_as(HELD).bind(&policy).bind(&year).bind(&territory);
            query.fetch_all(conn).await?
        });
        let known = held(rows)?;
        let FromForm { what, form } = step.into();
        let (measure, day, share) = match what {
            ObjectiveMove::Set(objective) => (objective.measure, objective.day, Some(objective.share)),
            ObjectiveMove::TakeBack(measure, day) => (measure, day, None),
        };
        let stands = known
            .iter()
            .find(|held| (held.measure, held.day) == (measure, day));
        if stands.map(|held| held.share) == share {
            return tx.give_up().await;
        }
        let told = share.map_or("none".to_owned(), |share| share.to_string());
        let object = format!("{} {} {day} {told}", key.year, measure.code());
        let asked = format!("objective {policy} {territory} {object}");
        if tx.judge(form, &asked, objectives_mark(&known)).await? == FormVerdict::Done {
            return tx.give_up().await;
        }
        let at = tx.at;
        let values = row![
            last + 1,
            policy,
            year,
            territory,
            measure.code(),
            day,
            share,
            by.actor.code(),
            at,
        ];
        tx.insert(SET, "", [values]);
        tx.commit(AuditEvent::new(AuditAction::ObjectiveSet, object).within(Some(key.territory)))
            .await
    }
}
