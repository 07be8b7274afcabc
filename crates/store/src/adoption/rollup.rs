//! The rollup: what each week adds to each territory, level and mark, written in the transaction of the events themselves.

mod counted;
mod row;

use super::{
    Slice,
    course::{Added, Course},
};
use crate::{
    engine::{
        fault::{Fault, StoreError},
        write,
    },
    transaction::Tx,
};
pub(crate) use counted::{Counted, CountedRow, slices};
use domain::{
    TerritoryKind, Timeline,
    adoption::{Delta, deltas},
};
use row::REPLACE;
pub(crate) use row::{CourseRow, INSERT, course, values};
use std::collections::{BTreeMap, BTreeSet};

/// Above so many weeks the accumulated rollup is written, so that a nation's import stays small in memory.
const FLUSH_AT: usize = 60_000;
/// Territories whose courses are read together.
const TERRITORIES_PER_STATEMENT: usize = 200;

/// The rows of one unit, the only value: asked for with its history.
pub(crate) const OF_UNIT: &str = "select r.policy, r.year, r.territory, r.level, r.priority_education, r.weeks \
     from unit u join adoption_rollup r on r.policy = u.policy and r.year = u.year \
     and r.territory in ('FR', u.academy, u.department, u.district) \
     and (r.level = '*' or '+' || u.levels || '+' like '%+' || r.level || '+%') \
     and r.priority_education in ('*', u.priority_education) where u.id = $1";

/// Courses waiting to be written: what is added, by slice.
#[derive(Default)]
pub(crate) struct Rollup {
    added: BTreeMap<Slice, Course>,
    /// Weeks that wait.
    weeks: usize,
    /// Courses as they stand, where they are known already.
    known: BTreeMap<Slice, Course>,
}

impl Rollup {
    /// Remembers how a unit's courses stand: `rows` are all that [`OF_UNIT`] answers.
    pub(crate) fn know(&mut self, unit: &Counted, rows: Vec<CourseRow>) -> Result<(), Fault> {
        self.known = slices(unit).map(|slice| (slice, Course::default())).collect();
        for row in rows {
            let (slice, course) = row.course()?;
            self.known.insert(slice, course);
        }
        Ok(())
    }

    /// Adds what a unit's history changes, in every slice of the unit.
    pub(crate) fn add(&mut self, unit: &Counted, deltas: &[Delta]) {
        self.add_to(slices(unit), unit.estimated, deltas);
    }

    /// Adds a unit's whole course to the circonscription that it was given: it counts in its wider territories already.
    pub(crate) fn add_to_district(&mut self, unit: &Counted, timeline: &Timeline) {
        let district = slices(unit).filter(|slice| slice.territory.kind() == TerritoryKind::District);
        self.add_to(district, unit.estimated, &deltas(&Timeline::default(), timeline));
    }

    fn add_to(&mut self, slices: impl Iterator<Item = Slice>, estimated: bool, deltas: &[Delta]) {
        for slice in slices {
            let course = self.added.entry(slice).or_default();
            for delta in deltas {
                self.weeks += usize::from(course.add(delta.week, added(estimated, delta)));
            }
        }
    }

    /// Moves a unit's whole course, once what places it is told otherwise.
    pub(crate) fn move_unit(&mut self, from: &Counted, to: &Counted, timeline: &Timeline) {
        let nothing = Timeline::default();
        self.add(from, &deltas(timeline, &nothing));
        self.add(to, &deltas(&nothing, timeline));
    }

    /// Writes the courses when there are many.
    pub(crate) async fn write_when_large(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        if self.weeks >= FLUSH_AT {
            self.write(tx).await?;
        }
        Ok(())
    }

    /// Adds to the courses that stand and asks for them to be written, in the order of their keys. The writer's lock is held: nobody else moves them meanwhile.
    pub(crate) async fn write(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let Self { added, known, .. } = std::mem::take(self);
        let mut known = read_unknown(tx, &added, known).await?;
        let rows = added.into_iter().map(|(slice, added)| {
            let mut course = known.remove(&slice).unwrap_or_default();
            course.merge(&added);
            values(slice, &course)
        });
        tx.insert(INSERT, REPLACE, rows);
        Ok(())
    }
}

/// What a unit adds to a week: an estimate counts as one where it is in the census.
pub(super) fn added(estimated: bool, delta: &Delta) -> Added {
    Added {
        counts: delta.counts,
        estimated: if estimated { delta.counts.census() } else { 0 },
        news: delta.news,
    }
}

/// How the courses to be moved stand: those not known yet are read, with the others of their territories.
async fn read_unknown(
    tx: &mut Tx,
    added: &BTreeMap<Slice, Course>,
    mut known: BTreeMap<Slice, Course>,
) -> Result<BTreeMap<Slice, Course>, StoreError> {
    let unknown: BTreeSet<_> = added
        .keys()
        .filter(|slice| !known.contains_key(slice))
        .map(|slice| (slice.policy, slice.year, slice.territory))
        .collect();
    let unknown: Vec<_> = unknown.into_iter().collect();
    for of_year in unknown.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for chunk in of_year.chunks(TERRITORIES_PER_STATEMENT) {
            let Some((policy, year, _)) = chunk.first() else {
                continue;
            };
            let rows: Vec<CourseRow> = write!(tx, |Db, conn| {
                let mut query = sqlx::QueryBuilder::<Db>::new(
                    "select policy, year, territory, level, priority_education, weeks from adoption_rollup where policy = ",
                );
                query.push_bind(policy.to_string()).push(" and year = ");
                query.push_bind(year.to_string()).push(" and territory in (");
                let mut list = query.separated(", ");
                for (_, _, territory) in chunk {
                    list.push_bind(territory.to_string());
                }
                query
                    .push(")")
                    .build_query_as()
                    .persistent(false)
                    .fetch_all(conn)
                    .await?
            });
            for row in rows {
                let (slice, course) = row.course()?;
                known.insert(slice, course);
            }
        }
    }
    Ok(known)
}
