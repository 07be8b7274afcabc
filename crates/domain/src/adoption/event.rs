//! An adoption event: what was reached, on which day, known when, from whom. Never edited, only followed or corrected by another.

use super::{AdoptionStage, unit::UnitId};
use crate::account::{Actor, coded};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// The rank of an event in its unit, from 1, the entry into the census.
pub type Sequence = u32;

/// The id of a request, made where the form was opened (UUID v7): sent twice, done once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub Uuid);

/// What was written together and may be taken back together: the id of its import or of its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BatchId(pub Uuid);

/// What an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The unit reached a stage.
    Reached(AdoptionStage),
    /// The unit left the census: closed, doubled, or an estimate replaced by a real list.
    Withdrawn,
}

impl Step {
    /// The stage the unit stands at afterwards; none when it left.
    pub const fn stage(self) -> Option<AdoptionStage> {
        match self {
            Self::Reached(stage) => Some(stage),
            Self::Withdrawn => None,
        }
    }

    /// The code kept in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reached(stage) => stage.code(),
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The step of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "withdrawn" {
            Some(Self::Withdrawn)
        } else {
            AdoptionStage::from_code(code).map(Self::Reached)
        }
    }
}

coded! {
    /// Why a person closed a unit; a list that withdraws an estimate gives no reason.
    LeavingReason {
        /// It closed that day.
        Closed = "closed",
        /// It joined another class that day.
        Merged = "merged",
        /// It stands twice: as never counted.
        Duplicate = "duplicate",
        /// It was entered by mistake: as never counted.
        Mistake = "mistake",
        /// Its history went to the school where it should have been: as never counted here.
        Moved = "moved",
    }
}

impl LeavingReason {
    /// Those that a closing may give.
    pub const OFFERED: [Self; 4] = [Self::Closed, Self::Merged, Self::Duplicate, Self::Mistake];

    /// Whether the unit is to be as if it had never counted: it leaves on its census day, nothing of its history counts.
    pub const fn is_never_counted(self) -> bool {
        matches!(self, Self::Duplicate | Self::Mistake | Self::Moved)
    }
}

/// How the author knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The census: a list of units, or an estimate.
    Census,
    /// A visit to the school.
    Visit,
    /// A call.
    Call,
    /// An e-mail.
    Email,
    /// A training or a workshop.
    Training,
    /// Told by the teacher or the school.
    Declared,
    /// A file of updates.
    Import,
    /// Measured uses that were linked to the unit: proposed by the product, accepted by the author.
    Usage,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 8] = [
        Self::Census,
        Self::Visit,
        Self::Call,
        Self::Email,
        Self::Training,
        Self::Declared,
        Self::Import,
        Self::Usage,
    ];
    /// Those that a form offers.
    pub const OFFERED: [Self; 5] = [
        Self::Visit,
        Self::Call,
        Self::Email,
        Self::Training,
        Self::Declared,
    ];

    /// The code kept in the store and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Census => "census",
            Self::Visit => "visit",
            Self::Call => "call",
            Self::Email => "email",
            Self::Training => "training",
            Self::Declared => "declared",
            Self::Import => "import",
            Self::Usage => "usage",
        }
    }

    /// The source of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }
}

/// An event as it is kept. Only [`super::advance`], [`super::enter`] and [`super::withdraw`] make one; the store reads it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionEvent {
    /// The unit.
    pub unit: UnitId,
    /// Its rank in the unit.
    pub sequence: Sequence,
    /// What it says.
    pub step: Step,
    /// The day it was true.
    pub day: NaiveDate,
    /// When we knew, cut to the microsecond.
    pub recorded_at: DateTime<Utc>,
    /// The event it replaces, when it is a correction.
    pub replaces: Option<Sequence>,
    /// How the author knows.
    pub source: Source,
    /// Why it left, when a person closed it.
    pub leaving: Option<LeavingReason>,
    /// Who wrote it.
    pub author: Actor,
}

/// An event taken back: the unit's history is as if it had never been. Only [`super::annul`] makes one. It has no stage and no day, and is no news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annulment {
    /// The unit.
    pub unit: UnitId,
    /// Its rank in the unit.
    pub sequence: Sequence,
    /// What it takes back: an update, a withdrawal, a correction, or an annulment, which brings back what that one took. Named by it alone.
    pub annuls: Sequence,
    /// When it was written, cut to the microsecond.
    pub recorded_at: DateTime<Utc>,
    /// Who wrote it.
    pub author: Actor,
}

/// A line of a unit's history, in the order they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// Something happened.
    Event(AdoptionEvent),
    /// Something had not happened after all.
    Annulment(Annulment),
}

impl Written {
    /// The unit.
    pub const fn unit(&self) -> UnitId {
        match self {
            Self::Event(event) => event.unit,
            Self::Annulment(annulment) => annulment.unit,
        }
    }

    /// Its rank in the unit.
    pub const fn sequence(&self) -> Sequence {
        match self {
            Self::Event(event) => event.sequence,
            Self::Annulment(annulment) => annulment.sequence,
        }
    }

    /// The event, if it is one.
    pub const fn event(&self) -> Option<&AdoptionEvent> {
        match self {
            Self::Event(event) => Some(event),
            Self::Annulment(_) => None,
        }
    }
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitState {
    /// Its stage, or that it left.
    pub step: Step,
    /// The day it was reached: of a stage written again by a correction, the first day.
    pub since: NaiveDate,
    /// The rank of the last event written, whatever its day: what a form must have seen.
    pub sequence: Sequence,
}
