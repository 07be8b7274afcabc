//! What article 4 asks the délégataire to tell the délégant: an insufficiency « sans délai », unspent credits « dans les meilleurs délais ».

mod step;

use super::{BudgetYear, Cents, Credit, EntryNumber};
use crate::account::{Actor, coded};
use chrono::{DateTime, NaiveDate, Utc};
pub use step::{DutyMove, DutyRefused, step};
use uuid::Uuid;

/// A duty's id, made where its form was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DutyId(pub Uuid);

coded! {
    /// What is to be told.
    DutyKind {
        /// Insuffisance des crédits.
        Shortfall = "shortfall",
        /// Crédits non consommés.
        Unspent = "unspent",
    }
}

coded! {
    /// What happened to a duty.
    StepKind {
        /// Somebody opened it: its clock starts.
        Opened = "opened",
        /// The délégant was told.
        Told = "told",
        /// An amendment adjusted the credits: it is over.
        Adjusted = "adjusted",
        /// Failing an adjustment, the delegation is suspended: nothing is committed.
        Suspended = "suspended",
        /// The suspension is lifted.
        Lifted = "lifted",
        /// It is over, or was opened by mistake.
        Closed = "closed",
    }
}

/// A step of a duty. Never edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyStep {
    /// The duty.
    pub duty: DutyId,
    /// Its rank, from 1.
    pub rank: i64,
    /// What is to be told.
    pub kind: DutyKind,
    /// What happened.
    pub step: StepKind,
    /// On which day.
    pub day: NaiveDate,
    /// The credit.
    pub credit: Credit,
    /// The budget year.
    pub year: BudgetYear,
    /// How much lacks, or stays.
    pub amount: Cents,
    /// To whom it was told and how, or why.
    pub note: String,
    /// The amendment that adjusted it.
    pub entry: Option<EntryNumber>,
    /// Who entered it.
    pub author: Actor,
    /// When we knew.
    pub recorded_at: DateTime<Utc>,
}

/// Where a duty stands: the days of its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyState {
    /// The last step.
    pub last: StepKind,
    /// The last step's rank.
    pub rank: i64,
    /// The day it was opened.
    pub opened: NaiveDate,
    /// The day the délégant was told.
    pub told: Option<NaiveDate>,
}

impl DutyState {
    /// Where its steps leave a duty; none without a step.
    pub fn of(steps: &[DutyStep]) -> Option<Self> {
        let (first, last) = (steps.first()?, steps.last()?);
        let told = steps
            .iter()
            .find(|step| step.step == StepKind::Told)
            .map(|step| step.day);
        Some(Self {
            last: last.step,
            rank: last.rank,
            opened: first.day,
            told,
        })
    }

    /// Whether nothing more is to be done.
    pub const fn is_over(&self) -> bool {
        matches!(
            self.last,
            StepKind::Adjusted | StepKind::Lifted | StepKind::Closed
        )
    }

    /// Days that the délégant has not known: until told, or until today. « Sans délai » is zero.
    pub fn days_untold(&self, today: NaiveDate) -> i64 {
        (self.told.unwrap_or(today) - self.opened).num_days().max(0)
    }

    /// What may come next.
    pub fn next(&self, kind: DutyKind) -> &'static [StepKind] {
        match (kind, self.last) {
            (DutyKind::Shortfall, StepKind::Opened) => &[StepKind::Told, StepKind::Closed],
            (DutyKind::Shortfall, StepKind::Told) => {
                &[StepKind::Adjusted, StepKind::Suspended, StepKind::Closed]
            }
            (DutyKind::Shortfall, StepKind::Suspended) => &[StepKind::Adjusted, StepKind::Lifted],
            (DutyKind::Unspent, StepKind::Opened) => &[StepKind::Told, StepKind::Closed],
            (DutyKind::Unspent, StepKind::Told) => &[StepKind::Closed],
            _ => &[],
        }
    }
}
