//! The duties of article 4: opened, told, adjusted or suspended, over. Append-only.

mod row;

use super::allow;
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, write},
    transaction::{Snapshot, Tx},
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::{
    Action, AuditAction, Principal, Refusal, TerritoryCode,
    funding::{
        BudgetYear, Cents, Credit, DutyId, DutyKind, DutyMove, DutyRefused, DutyState, DutyStep, EntryKind,
        StepKind, step,
    },
};
use row::{ADD, StepRow, values};
use std::collections::BTreeMap;

/// A duty with its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Its steps, the first one first.
    pub steps: Vec<DutyStep>,
    /// Where they leave it.
    pub standing: DutyState,
}

/// What somebody opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDuty {
    /// The id made where its form was opened.
    pub id: DutyId,
    /// What is to be told.
    pub kind: DutyKind,
    /// The day it was known.
    pub day: NaiveDate,
    /// The credit.
    pub credit: Credit,
    /// The budget year.
    pub year: BudgetYear,
    /// How much lacks, or stays.
    pub amount: Cents,
    /// Why.
    pub note: String,
}

fn deed(step: &DutyStep) -> AuditEvent {
    let told = format!("{} {}", step.kind.code(), step.duty.0);
    AuditEvent::new(AuditAction::of_duty(step.step), told).within(Some(TerritoryCode::nation()))
}

impl Store {
    /// Opens a duty: its clock starts. The same id again opens nothing more.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: forbidden, no amount, a day that has not come.
    pub async fn open_duty(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        new: &NewDuty,
    ) -> Result<DutyId, StoreError> {
        allow(by, Action::TellDelegator, today)?;
        if new.day > today {
            return Err(Refusal::from(DutyRefused::Day).into());
        }
        if new.note.trim().is_empty() || new.amount <= Cents::ZERO {
            return Err(Refusal::from(DutyRefused::NoNote).into());
        }
        let mut tx = self.begin(by, now).await?;
        if !steps_of(&mut tx, new.id).await?.is_empty() {
            tx.give_up().await?;
            return Ok(new.id);
        }
        let first = DutyStep {
            duty: new.id,
            rank: 1,
            kind: new.kind,
            step: StepKind::Opened,
            day: new.day,
            credit: new.credit,
            year: new.year,
            amount: new.amount,
            note: new.note.trim().chars().take(500).collect(),
            entry: None,
            author: by.actor,
            recorded_at: now.trunc_subsecs(6),
        };
        tx.insert(ADD, "", [values(&first)]);
        tx.commit(deed(&first)).await?;
        Ok(new.id)
    }

    /// Takes a duty one step further.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: forbidden, or the step does not follow.
    pub async fn move_duty(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        duty: DutyId,
        asked: &DutyMove,
    ) -> Result<(), StoreError> {
        const AMENDMENT: &str = "select count(*) from ledger_entry e where e.sequence = $1 and e.kind = $2 \
             and not exists (select 1 from ledger_entry r where r.reverses = e.sequence)";
        allow(by, Action::TellDelegator, today)?;
        let mut tx = self.begin(by, now).await?;
        let steps = steps_of(&mut tx, duty).await?;
        let next = step(&steps, asked, by.actor, today, now.trunc_subsecs(6)).map_err(Refusal::from)?;
        if let Some(entry) = next.entry {
            let found: i64 = write!(tx, |conn| sqlx::query_scalar(AMENDMENT)
                .bind(entry.0)
                .bind(EntryKind::Amendment.code())
                .fetch_one(conn)
                .await?);
            if found == 0 {
                return Err(Refusal::from(DutyRefused::NoAmendment).into());
            }
        }
        tx.insert(ADD, "", [values(&next)]);
        tx.commit(deed(&next)).await
    }
}

async fn steps_of(tx: &mut Tx, duty: DutyId) -> Result<Vec<DutyStep>, StoreError> {
    const OF: &str = "select duty, rank, kind, step, day, credit, year, amount_cents, note, entry, author, recorded_at \
         from duty_step where duty = $1 order by rank";
    let rows: Vec<StepRow> = write!(tx, |conn| sqlx::query_as(OF).bind(duty.0).fetch_all(conn).await?);
    Ok(rows.into_iter().map(StepRow::step).collect::<Result<_, _>>()?)
}

/// Every duty, the latest first.
pub(super) async fn duties(at: &mut Snapshot) -> Result<Vec<Duty>, StoreError> {
    const EVERY: &str = "select duty, rank, kind, step, day, credit, year, amount_cents, note, entry, author, recorded_at \
         from duty_step order by rank";
    let rows: Vec<StepRow> = write!(at, |conn| sqlx::query_as(EVERY).fetch_all(conn).await?);
    let mut by_duty = BTreeMap::<DutyId, Vec<DutyStep>>::new();
    for row in rows {
        let step = row.step()?;
        by_duty.entry(step.duty).or_default().push(step);
    }
    let whole = |steps: Vec<DutyStep>| DutyState::of(&steps).map(|standing| Duty { steps, standing });
    // Ids grow with time: the last one is the latest.
    Ok(by_duty.into_values().rev().filter_map(whole).collect())
}
