//! A file of updates: staged whole, sorted by unit and day, then decided unit by unit by the rules. The order of its lines does not matter.

use super::Intake;
use crate::{
    adoption::{insert_events, load_held, units_stand},
    batch::row,
    engine::write,
    fault::{Stop, readable},
};
use chrono::NaiveDate;
use domain::{
    AdoptionEvent, AdoptionStage, PolicyCode, Refusal, SchoolYear, Timeline, Uai, UnitId,
    adoption::{Advance, Source, Step, advance},
};

/// How a row names its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitKey {
    /// By its number.
    Id(UnitId),
    /// By its school, its label and its year.
    Label {
        /// The school.
        school: Uai,
        /// The label.
        label: String,
        /// The year.
        year: SchoolYear,
    },
}

/// A row of a file of updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateRow {
    /// Its line in the file.
    pub line: u64,
    /// Its unit.
    pub key: UnitKey,
    /// The stage reached.
    pub stage: AdoptionStage,
    /// The day it was true.
    pub day: NaiveDate,
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowReason {
    /// No school bears this UAI.
    UnknownSchool(Uai),
    /// The school has no such unit that year.
    UnknownUnit {
        /// The school.
        school: Uai,
        /// The label asked for.
        label: String,
        /// The labels it has that year, at most ten.
        known: Vec<String>,
    },
    /// No unit bears this number.
    UnknownUnitId(UnitId),
    /// The rules say no.
    Refused(Refusal),
    /// The same unit reaches another stage the same day on an earlier line.
    TwiceInFile {
        /// That line.
        first_line: u64,
    },
}

/// A refused row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRefused {
    /// Its line in the file.
    pub line: u64,
    /// Why.
    pub reason: RowReason,
}

/// What a file of updates did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateOutcome {
    /// Events written.
    pub applied: u64,
    /// Rows that the history says already.
    pub same: u64,
    /// Refused rows, by line: at most [`REFUSED_MAX`] of them.
    pub refused: Vec<RowRefused>,
    /// All the refused rows.
    pub refused_total: u64,
}

/// The most refused rows that are told one by one.
pub const REFUSED_MAX: usize = 1_000;
/// Rows decided together.
const ROWS_PER_CHUNK: i64 = 4_000;

const STAGING: &str = "create temporary table staged_update (line bigint not null, unit_id bigint, school text, year text, \
     label text, step text not null, day date not null)";
/// SQLite's STRICT tables keep days as text; a temporary table of its own keeps the text it is given as well.
const SORTED: &str = "create temporary table sorted_update (rank integer primary key, line bigint not null, unit_id bigint, \
     school text, year text, label text, step text not null, day date not null)";
const SORT: &str = "insert into sorted_update (rank, line, unit_id, school, year, label, step, day) \
     select row_number() over (order by id is null, id, day, line), line, id, school, year, label, step, day from ( \
     select s.line, u.id, s.school, s.year, s.label, s.step, s.day from staged_update s \
     left join unit u on u.school = s.school and u.year = s.year and u.policy = $1 and u.label = s.label where s.unit_id is null \
     union all select s.line, u.id, cast(s.unit_id as text), null, null, s.step, s.day from staged_update s \
     left join unit u on u.id = s.unit_id and u.policy = $1 where s.unit_id is not null) named";

#[derive(sqlx::FromRow)]
struct SortedRow {
    rank: i64,
    line: i64,
    unit_id: Option<i64>,
    school: Option<String>,
    year: Option<String>,
    label: Option<String>,
    step: String,
    day: NaiveDate,
}

impl Intake {
    /// Puts rows aside until all are read.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the disk is full.
    pub async fn stage_updates(&mut self, rows: &[UpdateRow]) -> Result<(), Stop> {
        if !self.staged {
            write!(self.tx, |conn| {
                sqlx::query(STAGING).execute(&mut *conn).await?;
                sqlx::query(SORTED).execute(conn).await?;
            });
            self.staged = true;
        }
        const STAGE: &str = "insert into staged_update (line, unit_id, school, year, label, step, day)";
        let values = |row: &UpdateRow| {
            let (id, school, year, label) = match &row.key {
                UnitKey::Id(id) => (Some(id.0), None, None, None),
                UnitKey::Label { school, label, year } => (
                    None,
                    Some(school.to_string()),
                    Some(year.to_string()),
                    Some(label.clone()),
                ),
            };
            row![
                row.line.cast_signed(),
                id,
                school,
                year,
                label,
                row.stage.code(),
                row.day
            ]
        };
        self.tx.insert(STAGE, "", rows.iter().map(values));
        self.tx.send().await
    }

    /// Decides and writes what was staged, unit by unit. The caller gives it all up when a row is refused.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database can't answer.
    pub async fn apply_updates(
        &mut self,
        policy: PolicyCode,
        today: NaiveDate,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<UpdateOutcome, Stop> {
        let mut outcome = UpdateOutcome::default();
        if !self.staged {
            return Ok(outcome);
        }
        let of = write!(self.tx, |conn| {
            sqlx::query(SORT)
                .bind(policy.as_str())
                .execute(conn)
                .await?
                .rows_affected()
        });
        let mut from = 0_i64;
        let mut pending: Vec<SortedRow> = Vec::new();
        loop {
            let rows = self.sorted(from).await?;
            let last = rows.is_empty();
            from = rows.last().map_or(from, |row| row.rank);
            pending.extend(rows);
            // A unit's rows are decided together: those of the last unit wait for the next chunk.
            let cut = if last {
                pending.len()
            } else {
                last_unit_starts(&pending)
            };
            let rest = pending.split_off(cut);
            self.decide(&pending, today, &mut outcome).await?;
            pending = rest;
            progress(from.cast_unsigned(), of);
            if last {
                break;
            }
        }
        outcome.refused.sort_by_key(|row| row.line);
        self.changed |= outcome.applied > 0;
        Ok(outcome)
    }

    async fn sorted(&mut self, from: i64) -> Result<Vec<SortedRow>, Stop> {
        const SORTED_ROWS: &str = "select cast(rank as bigint) as rank, line, unit_id, school, year, label, step, day from sorted_update \
             where rank > $1 order by rank limit $2";
        Ok(write!(self.tx, |conn| {
            sqlx::query_as(SORTED_ROWS)
                .bind(from)
                .bind(ROWS_PER_CHUNK)
                .fetch_all(conn)
                .await?
        }))
    }

    async fn decide(
        &mut self,
        rows: &[SortedRow],
        today: NaiveDate,
        outcome: &mut UpdateOutcome,
    ) -> Result<(), Stop> {
        let mut ids: Vec<UnitId> = rows.iter().filter_map(|row| row.unit_id.map(UnitId)).collect();
        ids.dedup();
        let mut held = load_held(&mut self.tx, &ids).await?;
        let mut events: Vec<AdoptionEvent> = Vec::with_capacity(rows.len());
        let mut standing = Vec::with_capacity(ids.len());
        for of_unit in rows.chunk_by(|a, b| a.unit_id.is_some() && a.unit_id == b.unit_id) {
            let Some(id) = of_unit.first().and_then(|row| row.unit_id).map(UnitId) else {
                self.refuse_unknown(of_unit, outcome).await?;
                continue;
            };
            let Some(unit) = held.remove(&id) else { continue };
            let (counted, mut timeline) = (unit.counted, unit.timeline);
            let before = events.len();
            let mut previous: Option<&SortedRow> = None;
            let mut news = None;
            for row in of_unit {
                let stage = readable(
                    "sorted_update",
                    "step",
                    row.line,
                    &row.step,
                    AdoptionStage::from_code(&row.step),
                )?;
                match settle(&timeline, row, stage, previous) {
                    Settled::Same => outcome.same += 1,
                    Settled::Twice(first_line) => {
                        refuse(outcome, row.line, RowReason::TwiceInFile { first_line })
                    }
                    Settled::New => {
                        let seen = timeline.last_sequence();
                        let step = Advance {
                            unit: id,
                            seen,
                            stage,
                            day: row.day,
                            replaces: None,
                            source: Source::Import,
                        };
                        match advance(counted.year, &timeline, &step, self.tx.actor, today, self.tx.at) {
                            Ok(done) => {
                                self.rollup.add(&counted, &done.deltas, done.event.day, 0, true);
                                news = done.last_news;
                                timeline = done.timeline;
                                events.push(done.event);
                            }
                            Err(refusal) => refuse(outcome, row.line, RowReason::Refused(refusal)),
                        }
                    }
                }
                previous = Some(row);
            }
            if let Some(now) = timeline.standing().filter(|_| events.len() > before) {
                standing.push((id, now, news));
            }
        }
        outcome.applied += events.len() as u64;
        // Once a row is refused nothing will be kept: what follows is only read.
        if outcome.refused_total == 0 {
            insert_events(&mut self.tx, &events);
            units_stand(&mut self.tx, standing);
        }
        self.rollup.write_when_large(&mut self.tx).await?;
        self.tx.send().await
    }

    async fn refuse_unknown(&mut self, rows: &[SortedRow], outcome: &mut UpdateOutcome) -> Result<(), Stop> {
        const SCHOOL: &str = "select count(*) from school where uai = $1";
        const LABELS: &str = "select label from unit where school = $1 and year = $2 order by label limit 10";
        for row in rows {
            let reason = match (&row.school, &row.year, &row.label) {
                (Some(school), Some(year), Some(label)) if outcome.refused.len() < REFUSED_MAX => {
                    let uai: Uai =
                        readable("sorted_update", "school", row.line, school, school.parse().ok())?;
                    let schools: i64 = write!(self.tx, |conn| sqlx::query_scalar(SCHOOL)
                        .bind(school)
                        .fetch_one(conn)
                        .await?);
                    let known: Vec<String> = write!(self.tx, |conn| sqlx::query_scalar(LABELS)
                        .bind(school)
                        .bind(year)
                        .fetch_all(conn)
                        .await?);
                    match schools {
                        0 => RowReason::UnknownSchool(uai),
                        _ => RowReason::UnknownUnit {
                            school: uai,
                            label: label.clone(),
                            known,
                        },
                    }
                }
                (Some(id), None, None) => {
                    let id = readable("sorted_update", "unit_id", row.line, id, id.parse().ok())?;
                    RowReason::UnknownUnitId(UnitId(id))
                }
                _ => {
                    outcome.refused_total += 1;
                    continue;
                }
            };
            refuse(outcome, row.line, reason);
        }
        Ok(())
    }

    pub(super) async fn drop_staging(&mut self) -> Result<(), Stop> {
        if std::mem::take(&mut self.staged) {
            write!(self.tx, |conn| {
                sqlx::query("drop table staged_update")
                    .execute(&mut *conn)
                    .await?;
                sqlx::query("drop table sorted_update").execute(conn).await?;
            });
        }
        Ok(())
    }
}

/// Where the rows of the last unit start.
fn last_unit_starts(rows: &[SortedRow]) -> usize {
    let Some(last) = rows.last() else { return 0 };
    if last.unit_id.is_none() {
        return rows.len();
    }
    rows.iter()
        .rposition(|row| row.unit_id != last.unit_id)
        .map_or(0, |at| at + 1)
}

enum Settled {
    Same,
    Twice(u64),
    New,
}

/// A row's natural key is (unit, day, stage): what the history says already changes nothing; another stage the same day in the same file is told.
fn settle(
    timeline: &Timeline,
    row: &SortedRow,
    stage: AdoptionStage,
    previous: Option<&SortedRow>,
) -> Settled {
    if let Some(before) = previous.filter(|before| before.day == row.day) {
        return Settled::Twice(before.line.cast_unsigned());
    }
    let said = |event: &AdoptionEvent| event.day == row.day && event.step == Step::Reached(stage);
    if timeline.events().iter().any(said) {
        Settled::Same
    } else {
        Settled::New
    }
}

fn refuse(outcome: &mut UpdateOutcome, line: i64, reason: RowReason) {
    outcome.refused_total += 1;
    if outcome.refused.len() < REFUSED_MAX {
        outcome.refused.push(RowRefused {
            line: line.cast_unsigned(),
            reason,
        });
    }
}
