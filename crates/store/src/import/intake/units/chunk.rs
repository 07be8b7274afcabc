//! Chunks of the staged lines, read in order; the lines of a school and year stand in one.

use super::ClassKey;
use crate::{
    engine::{
        fault::{Fault, StoreError, readable},
        write,
    },
    import::intake::{Intake, groups::whole_groups},
};
use chrono::NaiveDate;
use domain::{
    PolicyCode, PriorityEducation,
    adoption::census::{CensusAsk, CensusDecision, CensusLine, CensusUnit, census},
    territory::Lineage,
    unit::Levels,
};

/// Lines decided together, but for those of a last school.
const ROWS_PER_CHUNK: i64 = 4_000;

/// A staged line, in the order of year, school and line: an estimate's line makes several classes.
#[derive(Clone, Default, sqlx_macros::FromRow)]
pub(super) struct StagedRow {
    year: String,
    school: String,
    line: i64,
    label: String,
    levels: String,
    pupils: Option<i64>,
    co_teaching: Option<i64>,
    day: NaiveDate,
    dated: bool,
    mark: String,
}

/// How far the sorted lines are read: the last one, and those of a school whose lines may go on.
pub(super) struct ClassReading {
    pub(super) policy: PolicyCode,
    /// Entries by hand are loaded: only a complete list needs them.
    pub(super) entries: bool,
    pub(super) rows: u64,
    from: StagedRow,
    pending: Vec<StagedRow>,
}

impl ClassReading {
    pub(super) fn new(policy: PolicyCode, entries: bool) -> Self {
        Self {
            policy,
            entries,
            rows: 0,
            from: StagedRow::default(),
            pending: Vec::new(),
        }
    }
}

/// The lines of one school and year, with what stood there.
pub(super) struct SchoolLines {
    pub key: ClassKey,
    pub lines: Vec<CensusLine>,
    pub standing: Vec<CensusUnit>,
    /// The territories that its units keep.
    pub kept: Vec<Lineage>,
    pub priority_education: PriorityEducation,
}

/// What the rules say of one school and year.
pub(super) struct DecidedSchool {
    pub key: ClassKey,
    pub decision: CensusDecision,
    /// The territories that its units keep.
    pub kept: Vec<Lineage>,
    /// The mark that its classes enter with.
    pub priority_education: PriorityEducation,
}

/// Schools to be decided. The database is not asked: meanwhile it reads those that follow.
pub(super) struct SchoolChunk(pub Vec<SchoolLines>);

impl SchoolChunk {
    pub(super) fn decide(self, ask: CensusAsk) -> Vec<DecidedSchool> {
        let decide = |school: SchoolLines| DecidedSchool {
            key: school.key,
            decision: census(&school.standing, &school.lines, ask.of_year(school.key.year)),
            kept: school.kept,
            priority_education: school.priority_education,
        };
        self.0.into_iter().map(decide).collect()
    }
}

impl Intake {
    /// The next lines with what stands in their schools; none at the end.
    pub(super) async fn school_chunk(
        &mut self,
        reading: &mut ClassReading,
    ) -> Result<Option<SchoolChunk>, StoreError> {
        const SORTED_ROWS: &str = "select year, school, line, label, levels, pupils, co_teaching, day, dated, mark from staged_class \
             where (year, school, line, label) > ($1, $2, $3, $4) order by year, school, line, label limit $5";
        loop {
            let rows: Vec<StagedRow> = write!(self.tx, |conn| {
                sqlx::query_as(SORTED_ROWS)
                    .bind(&reading.from.year)
                    .bind(&reading.from.school)
                    .bind(reading.from.line)
                    .bind(&reading.from.label)
                    .bind(ROWS_PER_CHUNK)
                    .fetch_all(conn)
                    .await?
            });
            reading.rows += rows.len() as u64;
            let last = rows.is_empty();
            if let Some(row) = rows.last() {
                reading.from = row.clone();
            }
            reading.pending.extend(rows);
            if reading.pending.is_empty() {
                return Ok(None);
            }
            // A school's lines are decided together: those of the last school wait for the next chunk.
            let rows = whole_groups(&mut reading.pending, last, StagedRow::is_with);
            if !rows.is_empty() {
                return self.standing(reading, rows).await.map(Some);
            }
        }
    }
}

impl StagedRow {
    pub(super) fn is_with(&self, other: &Self) -> bool {
        (&self.year, &self.school) == (&other.year, &other.school)
    }

    pub(super) fn key(&self) -> Result<ClassKey, Fault> {
        let (year, school) = (self.year.parse().ok(), self.school.parse().ok());
        Ok(ClassKey {
            year: readable("staged_class", "year", self.line, &self.year, year)?,
            school: readable("staged_class", "school", self.line, &self.school, school)?,
        })
    }

    pub(super) fn mark(&self) -> Result<PriorityEducation, Fault> {
        let mark = PriorityEducation::from_code(&self.mark);
        readable("staged_class", "mark", self.line, &self.mark, mark)
    }

    pub(super) fn class(self) -> Result<CensusLine, Fault> {
        let levels = Levels::parse(&self.levels);
        Ok(CensusLine {
            line: self.line.cast_unsigned(),
            levels: readable("staged_class", "levels", self.line, &self.levels, levels)?,
            pupils: self.pupils.and_then(|pupils| u16::try_from(pupils).ok()),
            co_teaching: self.co_teaching.map(|two| two != 0),
            day: self.day,
            dated: self.dated,
            label: self.label,
        })
    }
}
