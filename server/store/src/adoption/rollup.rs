//! The rollup: what each week adds to each territory, level and mark, written in the transaction of the events themselves.

use crate::{engine::write, fault::Stop, transaction::Tx};
use chrono::NaiveDate;
use domain::{
    AdoptionStage, LevelCode, PolicyCode, PriorityEducation, SchoolYear, TerritoryCode, Week,
    adoption::{Delta, StageCounts},
    unit::Unit,
};
use std::collections::BTreeMap;

/// Above so many rows the accumulated rollup is written, so that a nation's import stays small in memory.
const FLUSH_AT: usize = 60_000;
/// 15 values a row, under SQLite's 32,766 values a statement.
const ROWS_PER_STATEMENT: usize = 500;

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

/// The rows that a unit counts in, for one week: nation, académie and département by level and mark, the circonscription as a whole only.
/// Rows of a circonscription by level and mark would be most of the table; its filtered figures come from its own few events.
pub(crate) fn keys(unit: &Unit, week: Week) -> impl Iterator<Item = Key> + '_ {
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
    pub(crate) fn add(&mut self, unit: &Unit, deltas: &[Delta], day: NaiveDate, estimated: i64, news: bool) {
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

    fn add_rows(&mut self, unit: &Unit, week: Week, added: Added) {
        for key in keys(unit, week) {
            self.rows.entry(key).or_default().add(added);
        }
    }

    /// Writes when many rows wait.
    pub(crate) async fn flush_when_large(&mut self, tx: &mut Tx) -> Result<(), Stop> {
        if self.rows.len() >= FLUSH_AT {
            self.flush(tx).await
        } else {
            Ok(())
        }
    }

    /// Writes the rows that wait, in the order of their keys.
    pub(crate) async fn flush(&mut self, tx: &mut Tx) -> Result<(), Stop> {
        let rows: Vec<_> = std::mem::take(&mut self.rows).into_iter().collect();
        for chunk in rows.chunks(ROWS_PER_STATEMENT) {
            upsert(tx, chunk).await?;
        }
        Ok(())
    }
}

const INSERT: &str = "insert into adoption_rollup (policy, year, territory, level, priority_education, week, \
     identified, contacted, onboarded, active, regular, lapsed, declined, estimated, last_news) ";
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

async fn upsert(tx: &mut Tx, rows: &[(Key, Added)]) -> Result<(), Stop> {
    write!(tx, |Db, conn| {
        let mut query = sqlx::QueryBuilder::<Db>::new(INSERT);
        query.push_values(rows, |mut row, (key, added)| {
            row.push_bind(key.policy.to_string())
                .push_bind(key.year.to_string())
                .push_bind(key.territory.to_string())
                .push_bind(
                    key.level
                        .map_or_else(|| "*".to_owned(), |level| level.to_string()),
                )
                .push_bind(key.mark.map_or("*", PriorityEducation::code))
                .push_bind(key.week.monday());
            for stage in AdoptionStage::ALL {
                row.push_bind(added.counts[stage]);
            }
            row.push_bind(added.estimated).push_bind(added.last_news);
        });
        query.push(MERGE).build().execute(conn).await?;
    });
    Ok(())
}
