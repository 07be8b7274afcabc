//! A class moved to the right school: as never counted where it was, entered there with the same events, in one act.

use super::{Changing, add::EnteringClass};
use crate::engine::fault::StoreError;
use domain::{
    Refusal, Uai, UnitId,
    adoption::{AdoptionRefused, ClassRefused, Close, LeavingReason, Sequence, Step, UnitFacts, close},
};

/// A move asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveClass {
    /// The class.
    pub unit: UnitId,
    /// The last sequence that who asks saw.
    pub seen: Sequence,
    /// The right school.
    pub to: Uai,
    /// That a name near another's there is of another class.
    pub distinct: bool,
}

impl Changing {
    pub(super) async fn move_class(&mut self, asked: &MoveClass) -> Result<UnitId, StoreError> {
        let (known, record) = self.own(asked.unit).await?;
        let (unit, facts) = (&known.unit, UnitFacts::from(&known.unit));
        if unit.school == asked.to {
            return Err(Refusal::from(AdoptionRefused::from(ClassRefused::SameSchool(asked.to))).into());
        }
        if let Step::Withdrawn = known.standing.step {
            let day = known.standing.since;
            return Err(Refusal::from(AdoptionRefused::Withdrawn { day }).into());
        }
        let leaving = Close {
            unit: asked.unit,
            seen: asked.seen,
            day: unit.census_day,
            why: LeavingReason::Moved,
        };
        let (author, at) = (self.tx.by.actor, self.tx.at);
        let lines = close(unit.year, &record.timeline, &leaving, author, self.today, at);
        let lines = lines.map_err(Refusal::from)?;
        let entering = EnteringClass {
            policy: unit.policy,
            year: unit.year,
            school: asked.to,
            facts: &facts,
            day: unit.census_day,
            distinct: asked.distinct,
        };
        let (id, there) = self.place(&entering).await?;
        let history = record.timeline.of_unit(id);
        self.write_lines(&record, lines);
        self.write_unit(id, there, history);
        Ok(id)
    }
}
