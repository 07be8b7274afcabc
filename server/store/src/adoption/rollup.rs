//! The rollup: what each week adds to each territory, level and mark, written in the transaction of the events themselves.

use crate::{
    batch::{Value, row},
    fault::{Fault, readable},
    territory::territory_code,
    transaction::Tx,
};
use chrono::NaiveDate;
use domain::{
    LevelCode, PolicyCode, PriorityEducation, SchoolYear, TerritoryCode, Week,
    adoption::{Delta, StageCounts},
    unit::{Levels, Unit},
};
use std::collections::BTreeMap;

/// Above so many rows the accumulated rollup is written, so that a nation's import stays small in memory.
const FLUSH_AT: usize = 60_000;

/// A row's key, in the order of the table's own: rows are always written in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub policy: PolicyCode,
    pub year: SchoolYear,
    pub territory: TerritoryCode,
    /// None stands for `*`, every level.
    pub level: Option<LevelCode>,
    /// None stands for `*`, every mark.
    pub mark: Option<PriorityEducation>,
    pub week: Week,
}

/// What is added to a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Added {
    pub counts: StageCounts,
    pub estimated: i64,
    pub last_news: Option<NaiveDate>,
}

impl Added {
    pub(crate) fn add(&mut self, other: Self) {
        self.counts += other.counts;
        self.estimated += other.estimated;
        self.last_news = self.last_news.max(other.last_news);
    }
}

/// What places a unit in the counts: a unit keeps it for its year.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub policy: PolicyCode,
    pub year: SchoolYear,
    pub levels: Levels,
    pub priority_education: PriorityEducation,
    pub district: Option<TerritoryCode>,
    pub department: TerritoryCode,
    pub academy: TerritoryCode,
}

impl From<&Unit> for Counted {
    fn from(unit: &Unit) -> Self {
        Self {
            policy: unit.policy,
            year: unit.year,
            levels: unit.levels.clone(),
            priority_education: unit.priority_education,
            district: unit.district,
            department: unit.department,
            academy: unit.academy,
        }
    }
}

/// The columns of `unit u` that place it.
#[derive(sqlx::FromRow)]
pub(crate) struct CountedRow {
    policy: String,
    year: String,
    levels: String,
    priority_education: String,
    district: Option<String>,
    department: String,
    academy: String,
}

impl CountedRow {
    pub(crate) fn counted(&self) -> Result<Counted, Fault> {
        let Self {
            policy,
            year,
            levels,
            priority_education: mark,
            ..
        } = self;
        let code = |column, found: &str| territory_code("unit", column, levels, found);
        Ok(Counted {
            policy: readable("unit", "policy", policy, policy, PolicyCode::new(policy))?,
            year: readable("unit", "year", year, year, year.parse().ok())?,
            levels: readable("unit", "levels", levels, levels, Levels::parse(levels))?,
            priority_education: readable(
                "unit",
                "priority_education",
                mark,
                mark,
                PriorityEducation::from_code(mark),
            )?,
            district: self
                .district
                .as_deref()
                .map(|found| code("district", found))
                .transpose()?,
            department: code("department", &self.department)?,
            academy: code("academy", &self.academy)?,
        })
    }
}

/// The rows that a unit counts in, for one week: nation, académie and département by level and mark, the circonscription as a whole only.
/// Rows of a circonscription by level and mark would be most of the table; its filtered figures come from its own few events.
pub(crate) fn keys(unit: &Counted, week: Week) -> impl Iterator<Item = Key> + '_ {
    let wide = [TerritoryCode::nation(), unit.academy, unit.department];
    let levels = std::iter::once(None).chain(unit.levels.iter().map(Some));
    let marks = [None, Some(unit.priority_education)];
    let by_filter = levels.flat_map(move |level| marks.map(|mark| (level, mark)));
    let narrow = unit.district.map(|district| (district, None, None));
    let rows = by_filter.flat_map(move |(level, mark)| wide.map(|territory| (territory, level, mark)));
    let (policy, year) = (unit.policy, unit.year);
    rows.chain(narrow).map(move |(territory, level, mark)| Key {
        policy,
        year,
        territory,
        level,
        mark,
        week,
    })
}

/// Rows waiting to be written, merged by key.
#[derive(Default)]
pub(crate) struct Rollup {
    rows: BTreeMap<Key, Added>,
}

impl Rollup {
    /// Adds what an event changes for its unit. `news` is the event's day when it is news; `estimated` what it adds to the estimates of the week of `day`.
    pub(crate) fn add(
        &mut self,
        unit: &Counted,
        deltas: &[Delta],
        day: NaiveDate,
        estimated: i64,
        news: bool,
    ) {
        for delta in deltas {
            self.add_rows(
                unit,
                delta.week,
                Added {
                    counts: delta.counts,
                    ..Added::default()
                },
            );
        }
        let own = Added {
            estimated,
            last_news: news.then_some(day),
            ..Added::default()
        };
        if own != Added::default() {
            self.add_rows(unit, Week::of(day), own);
        }
    }

    fn add_rows(&mut self, unit: &Counted, week: Week, added: Added) {
        for key in keys(unit, week) {
            self.rows.entry(key).or_default().add(added);
        }
    }

    /// Asks for the rows to be written when there are many.
    pub(crate) fn write_when_large(&mut self, tx: &mut Tx) {
        if self.rows.len() >= FLUSH_AT {
            self.write(tx);
        }
    }

    /// Asks for the rows to be written, in the order of their keys.
    pub(crate) fn write(&mut self, tx: &mut Tx) {
        let rows = std::mem::take(&mut self.rows);
        tx.insert(
            INSERT,
            MERGE,
            rows.into_iter().map(|(key, added)| values(key, added)),
        );
    }
}

fn values(key: Key, added: Added) -> [Value; 15] {
    let level = key
        .level
        .map_or_else(|| "*".to_owned(), |level| level.to_string());
    let mark = key.mark.map_or("*", PriorityEducation::code);
    let [
        identified,
        contacted,
        onboarded,
        active,
        regular,
        lapsed,
        declined,
    ] = added.counts.0;
    row![
        key.policy.to_string(),
        key.year.to_string(),
        key.territory.to_string(),
        level,
        mark,
        key.week.monday(),
        identified,
        contacted,
        onboarded,
        active,
        regular,
        lapsed,
        declined,
        added.estimated,
        added.last_news,
    ]
}

const INSERT: &str = "insert into adoption_rollup (policy, year, territory, level, priority_education, week, \
     identified, contacted, onboarded, active, regular, lapsed, declined, estimated, last_news)";
const MERGE: &str = " on conflict (policy, year, territory, level, priority_education, week) do update set \
     identified = adoption_rollup.identified + excluded.identified, \
     contacted = adoption_rollup.contacted + excluded.contacted, \
     onboarded = adoption_rollup.onboarded + excluded.onboarded, \
     active = adoption_rollup.active + excluded.active, \
     regular = adoption_rollup.regular + excluded.regular, \
     lapsed = adoption_rollup.lapsed + excluded.lapsed, \
     declined = adoption_rollup.declined + excluded.declined, \
     estimated = adoption_rollup.estimated + excluded.estimated, \
     last_news = case when adoption_rollup.last_news is null or excluded.last_news > adoption_rollup.last_news \
     then excluded.last_news else adoption_rollup.last_news end";
