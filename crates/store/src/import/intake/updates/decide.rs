//! What the rules say of some rows of a file. The database is not asked: meanwhile it reads the rows that follow.

use super::{REFUSED_MAX, RowReason, RowRefused, SortedRow};
use crate::{
    adoption::{UnitRecord, rollup::Rollup},
    engine::fault::{Fault, readable},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, AdoptionEvent, AdoptionStage, PolicyCode, Principal, Timeline, UnitId,
    adoption::{Advance, Source, Step, UnitState, Written, advance},
    rights::{Forbidden, authorize_absent},
};
use std::collections::BTreeMap;

/// Rows sorted by unit and day, with their units.
pub(super) struct Chunk {
    pub rows: Vec<SortedRow>,
    pub held: BTreeMap<UnitId, UnitRecord>,
}

/// What is to be written, and what is refused.
pub(super) struct Decided {
    /// The counts that waited, with those of these rows.
    pub rollup: Rollup,
    pub lines: Vec<Written>,
    pub standing: Vec<(UnitId, UnitState, Option<NaiveDate>)>,
    /// Rows that the history says already.
    pub same: u64,
    /// Rows that were corrected since.
    pub corrected: u64,
    /// Refused rows, at most [`REFUSED_MAX`].
    pub refused: Vec<RowRefused>,
    /// Those beyond.
    pub refused_untold: u64,
}

/// For which policy, who writes, and when.
#[derive(Clone)]
pub(super) struct Writer {
    pub policy: PolicyCode,
    pub by: Principal,
    pub today: NaiveDate,
    pub at: DateTime<Utc>,
}

/// Decides unit by unit.
pub(super) fn decide(mut chunk: Chunk, rollup: Rollup, writer: &Writer) -> Result<Decided, Fault> {
    let mut decided = Decided {
        rollup,
        lines: Vec::with_capacity(chunk.rows.len()),
        standing: Vec::with_capacity(chunk.held.len()),
        same: 0,
        corrected: 0,
        refused: Vec::new(),
        refused_untold: 0,
    };
    for rows in chunk.rows.chunk_by(|a, b| a.unit_id == b.unit_id) {
        let Some(id) = rows.first().map(|row| UnitId(row.unit_id)) else {
            continue;
        };
        let held = chunk.held.remove(&id);
        match held.filter(|held| held.counted.policy == writer.policy) {
            Some(held) => match held.allow(&writer.by, Action::ImportAdoption, writer.today) {
                Ok(()) => decided.unit(id, held, rows, writer)?,
                Err(Forbidden(_)) => {
                    for row in rows {
                        decided.refuse(row, RowReason::Forbidden);
                    }
                }
            },
            None => {
                let told = authorize_absent(
                    &writer.by,
                    Action::ImportAdoption,
                    Some(writer.policy),
                    writer.today,
                );
                let reason = told.map_or(RowReason::Forbidden, |()| RowReason::UnknownUnitId(id));
                for row in rows {
                    decided.refuse(row, reason.clone());
                }
            }
        }
    }
    Ok(decided)
}

impl Decided {
    fn refuse(&mut self, row: &SortedRow, reason: RowReason) {
        if self.refused.len() < REFUSED_MAX {
            let line = row.line.cast_unsigned();
            self.refused.push(RowRefused { line, reason });
        } else {
            self.refused_untold += 1;
        }
    }

    /// Decides the rows of a unit one after the other, each on the history that the ones before made.
    fn unit(
        &mut self,
        id: UnitId,
        unit: UnitRecord,
        rows: &[SortedRow],
        writer: &Writer,
    ) -> Result<(), Fault> {
        let UnitRecord {
            counted,
            mut timeline,
            ..
        } = unit;
        let (author, today, at) = (writer.by.actor, writer.today, writer.at);
        let (before, mut news) = (self.lines.len(), None);
        let mut previous: Option<&SortedRow> = None;
        for row in rows {
            let line = row.line.cast_unsigned();
            let stage = AdoptionStage::from_code(&row.step);
            let stage = readable("sorted_update", "step", line, &row.step, stage)?;
            let step = Advance {
                unit: id,
                seen: timeline.last_sequence(),
                stage,
                day: row.day,
                replaces: None,
                source: Source::Import,
            };
            let refusal = match settle(&timeline, row, stage, previous) {
                Settled::Same => {
                    self.same += 1;
                    None
                }
                Settled::Corrected => {
                    self.corrected += 1;
                    None
                }
                Settled::Twice(first_line) => Some(RowReason::TwiceInFile { first_line }),
                Settled::New => match advance(counted.year, &timeline, &step, author, today, at) {
                    Ok(done) => {
                        self.rollup.add(&counted, &done.deltas);
                        news = done.last_news;
                        timeline = done.timeline;
                        self.lines.push(done.line);
                        None
                    }
                    Err(refusal) => Some(RowReason::Refused(refusal)),
                },
            };
            if let Some(reason) = refusal {
                self.refuse(row, reason);
            }
            previous = Some(row);
        }
        if let Some(now) = timeline.standing().filter(|_| self.lines.len() > before) {
            self.standing.push((id, now, news));
        }
        Ok(())
    }
}

enum Settled {
    Same,
    Corrected,
    Twice(u64),
    New,
}

/// A row's natural key is (unit, day, stage): what the history says already changes nothing, also once it was corrected; what was annulled is entered anew; another stage the same day in the same file is told.
fn settle(
    timeline: &Timeline,
    row: &SortedRow,
    stage: AdoptionStage,
    previous: Option<&SortedRow>,
) -> Settled {
    if let Some(before) = previous.filter(|before| before.day == row.day) {
        return Settled::Twice(before.line.cast_unsigned());
    }
    let said = |event: &&AdoptionEvent| {
        event.day == row.day && event.step == Step::Reached(stage) && !timeline.is_annulled(event.sequence)
    };
    let mut said = timeline.events().iter().filter(said).peekable();
    if said.peek().is_none() {
        Settled::New
    } else if said.any(|event| timeline.counts(event)) {
        Settled::Same
    } else {
        Settled::Corrected
    }
}
