//! The row of a duty's step, as the database has it.

use crate::{
    engine::{
        batch::{Value, row},
        fault::{Fault, readable},
    },
    funding::row::budget_year,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor,
    funding::{Cents, Credit, DutyId, DutyKind, DutyStep, EntryNumber, StepKind},
};
use uuid::Uuid;

#[derive(sqlx_macros::FromRow)]
pub(super) struct StepRow {
    duty: Uuid,
    rank: i64,
    kind: String,
    step: String,
    day: NaiveDate,
    credit: String,
    year: i64,
    amount_cents: i64,
    note: String,
    entry: Option<i64>,
    author: String,
    recorded_at: DateTime<Utc>,
}

impl StepRow {
    pub(super) fn step(self) -> Result<DutyStep, Fault> {
        const TABLE: &str = "duty_step";
        let at = self.duty;
        Ok(DutyStep {
            duty: DutyId(at),
            rank: self.rank,
            kind: readable(TABLE, "kind", at, &self.kind, DutyKind::from_code(&self.kind))?,
            step: readable(TABLE, "step", at, &self.step, StepKind::from_code(&self.step))?,
            day: self.day,
            credit: readable(TABLE, "credit", at, &self.credit, Credit::from_code(&self.credit))?,
            year: readable(TABLE, "year", at, &self.year.to_string(), budget_year(self.year))?,
            amount: Cents(self.amount_cents),
            note: self.note,
            entry: self.entry.map(EntryNumber),
            author: readable(TABLE, "author", at, &self.author, Actor::from_code(&self.author))?,
            recorded_at: self.recorded_at,
        })
    }
}

pub(super) const ADD: &str = "insert into duty_step (duty, rank, kind, step, day, credit, year, amount_cents, note, entry, author, recorded_at)";

pub(super) fn values(step: &DutyStep) -> [Value; 12] {
    row![
        step.duty.0,
        step.rank,
        step.kind.code(),
        step.step.code(),
        step.day,
        step.credit.code(),
        i64::from(step.year.number()),
        step.amount.0,
        step.note.clone(),
        step.entry.map(|entry| entry.0),
        step.author.code(),
        step.recorded_at,
    ]
}
