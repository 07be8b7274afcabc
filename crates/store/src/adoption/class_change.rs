//! Changes of a class asked for by a person: corrected, added, closed, opened again, moved to the right school. Load, decide, save, in one transaction.

mod add;
mod close;
mod correct;
mod moved;

use super::{
    events,
    rollup::Rollup,
    unit_record::UnitRecord,
    units::{self, KnownUnit},
};
use crate::{
    Store,
    audit::{AuditEvent, AuditLine},
    engine::fault::{StoreError, readable},
    transaction::Tx,
};
pub use add::AddClass;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
pub use correct::CorrectClass;
use domain::{
    Action, AuditAction, Principal, Refusal, TerritoryCode, Uai, UnitId,
    adoption::{AdoptionRefused, Close, Reopen, RequestId},
    rights::authorize_absent,
};
pub use moved::MoveClass;

/// What a person asks of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassChange {
    /// What is told of it is corrected; an estimate is confirmed.
    Correct(CorrectClass),
    /// It enters a school.
    Add(AddClass),
    /// It closes.
    Close(Close),
    /// It opens again.
    Reopen(Reopen),
    /// It goes to the right school with its history.
    Move(MoveClass),
}

/// A change under way.
struct Changing {
    tx: Tx,
    rollup: Rollup,
    today: NaiveDate,
    /// The smallest territory of what is changed, once it is known.
    within: Option<TerritoryCode>,
}

impl ClassChange {
    const fn action(&self) -> AuditAction {
        match self {
            Self::Correct(_) => AuditAction::ClassCorrected,
            Self::Add(_) => AuditAction::ClassAdded,
            Self::Close(_) => AuditAction::ClassClosed,
            Self::Reopen(_) => AuditAction::ClassReopened,
            Self::Move(_) => AuditAction::ClassMoved,
        }
    }

    const fn unit(&self) -> Option<UnitId> {
        match self {
            Self::Correct(asked) => Some(asked.unit),
            Self::Add(_) => None,
            Self::Close(asked) => Some(asked.unit),
            Self::Reopen(asked) => Some(asked.unit),
            Self::Move(asked) => Some(asked.unit),
        }
    }

    /// The school that the class enters.
    const fn school(&self) -> Option<Uai> {
        match self {
            Self::Add(asked) => Some(asked.school),
            Self::Move(asked) => Some(asked.to),
            _ => None,
        }
    }

    /// What the trail names: the class, the school that it enters.
    fn object(&self, entered: Option<UnitId>) -> String {
        let units = [self.unit(), entered.filter(|unit| self.unit() != Some(*unit))];
        let units = units.into_iter().flatten().map(|unit| unit.to_string());
        let school = self.school().map(|school| school.to_string());
        units.chain(school).collect::<Vec<_>>().join(" ")
    }
}

impl Store {
    /// Changes a class: its events or its correction, its row, its names, its courses, the audit line and the answer, all of it or nothing. Answers the
    /// class; a request sent again is done once and gets the same answer.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: the rules say no, it is not theirs, somebody wrote since, the id was used with another content; [`StoreError::Busy`] behind a
    /// long write.
    pub async fn change_class(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        id: RequestId,
        change: ClassChange,
    ) -> Result<UnitId, StoreError> {
        let asked = format!("{change:?}");
        let mut changing = Changing {
            tx: self.begin(by, now).await?,
            rollup: Rollup::default(),
            today,
            within: None,
        };
        if let Some(answer) = changing.tx.answered(id, &asked).await? {
            changing.tx.give_up().await?;
            let unit = answer.parse().ok().map(UnitId);
            return Ok(readable("request", "answer", id.0, &answer, unit)?);
        }
        let outcome = match &change {
            ClassChange::Correct(asked) => changing.correct(asked).await,
            ClassChange::Add(asked) => changing.add(asked).await,
            ClassChange::Close(asked) => changing.close(asked).await,
            ClassChange::Reopen(asked) => changing.reopen(asked).await,
            ClassChange::Move(asked) => changing.move_class(asked).await,
        };
        let Changing {
            mut tx,
            mut rollup,
            within,
            ..
        } = changing;
        let entered = outcome.as_ref().ok().copied();
        let deed = AuditEvent::new(change.action(), change.object(entered)).within(within);
        match outcome {
            Ok(unit) => {
                rollup.write(&mut tx).await?;
                tx.answer(id, &asked, unit.to_string());
                // The first class of a school year is reference data too: the years are read from the units.
                tx.commit(deed).await?;
                Ok(unit)
            }
            Err(StoreError::Refused(refusal)) => {
                tx.give_up().await?;
                self.note_all(vec![AuditLine {
                    by: by.clone(),
                    at: now.trunc_subsecs(6),
                    deed,
                    refused: true,
                }]);
                Err(refusal.into())
            }
            Err(stop) => Err(stop),
        }
    }
}

impl Changing {
    /// A unit with its history, for who may move it: who may not look everywhere is not told that it is not there.
    async fn own(&mut self, unit: UnitId) -> Result<(KnownUnit, UnitRecord), StoreError> {
        let known = units::load(&mut self.tx, &[unit]).await?.remove(&unit);
        let record = events::load(&mut self.tx, &[unit]).await?.remove(&unit);
        let Some((known, record)) = known.zip(record) else {
            authorize_absent(&self.tx.by, Action::RecordAdoption, None, self.today)?;
            return Err(Refusal::from(AdoptionRefused::UnknownUnit(unit)).into());
        };
        record.allow(&self.tx.by, Action::RecordAdoption, self.today)?;
        self.within = Some(record.counted.lineage().smallest());
        Ok((known, record))
    }
}
