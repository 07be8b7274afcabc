//! The rollup: what each week adds to each territory, level and mark, written in the transaction of the events themselves.

use super::{
    ALL, Slice,
    course::{Added, Course},
};
use crate::{
    engine::{
        batch::{Value, row},
        fault::{Fault, StoreError, readable},
        write,
    },
    territory::territory_code,
    transaction::Tx,
};
use chrono::NaiveDate;
use domain::{
    Action, LevelCode, PolicyCode, Principal, PriorityEducation, SchoolYear, TerritoryCode, Week,
    adoption::Delta,
    rights::{Forbidden, Object, Powers, authorize},
    unit::{Levels, Unit},
};
use std::collections::{BTreeMap, BTreeSet};

/// Above so many weeks the accumulated rollup is written, so that a nation's import stays small in memory.
const FLUSH_AT: usize = 60_000;
/// Territories whose courses are read together.
const TERRITORIES_PER_STATEMENT: usize = 200;

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

impl Counted {
    /// The territories it stands in, from the nation down.
    pub(crate) fn lineage(&self) -> impl Iterator<Item = TerritoryCode> + '_ {
        [TerritoryCode::nation(), self.academy, self.department]
            .into_iter()
            .chain(self.district)
    }

    /// Whether somebody may do something to it.
    pub(crate) fn allow(&self, by: &Principal, action: Action, today: NaiveDate) -> Result<(), Forbidden> {
        if by.powers == Powers::All {
            return Ok(());
        }
        let lineage: Vec<_> = self.lineage().collect();
        let object = Object {
            policy: Some(self.policy),
            lineage: &lineage,
        };
        authorize(by, action, &object, today)
    }
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

/// The slices that a unit counts in: nation, académie and département by level and mark, the circonscription as a whole only.
/// Rows of a circonscription by level and mark would be most of the table; its filtered figures come from its own few events.
pub(crate) fn slices(unit: &Counted) -> impl Iterator<Item = Slice> + '_ {
    let wide = [TerritoryCode::nation(), unit.academy, unit.department];
    let levels = std::iter::once(None).chain(unit.levels.iter().map(Some));
    let marks = [None, Some(unit.priority_education)];
    let by_filter = levels.flat_map(move |level| marks.map(|mark| (level, mark)));
    let narrow = unit.district.map(|district| (district, None, None));
    let rows = by_filter.flat_map(move |(level, mark)| wide.map(|territory| (territory, level, mark)));
    let (policy, year) = (unit.policy, unit.year);
    rows.chain(narrow)
        .map(move |(territory, level, priority_education)| Slice {
            policy,
            year,
            territory,
            level,
            priority_education,
        })
}

/// A row of the table.
#[derive(sqlx::FromRow)]
pub(crate) struct CourseRow {
    policy: String,
    year: String,
    territory: String,
    level: String,
    priority_education: String,
    weeks: Vec<u8>,
}

impl CourseRow {
    pub(crate) fn course(self) -> Result<(Slice, Course), Fault> {
        let table = "adoption_rollup";
        let Self {
            policy,
            year,
            territory,
            level,
            priority_education: mark,
            weeks,
        } = &self;
        let key = format!("{policy} {year} {territory} {level} {mark}");
        let level = match level.as_str() {
            ALL => None,
            found => Some(readable(table, "level", &key, found, LevelCode::new(found))?),
        };
        let mark = match mark.as_str() {
            ALL => None,
            found => Some(readable(
                table,
                "priority_education",
                &key,
                found,
                PriorityEducation::from_code(found),
            )?),
        };
        let slice = Slice {
            policy: readable(table, "policy", &key, policy, PolicyCode::new(policy))?,
            year: readable(table, "year", &key, year, year.parse().ok())?,
            territory: territory_code(table, "territory", &key, territory)?,
            level,
            priority_education: mark,
        };
        Ok((slice, course(&key, weeks)?))
    }
}

/// The course of a row's bytes.
pub(crate) fn course(row: impl ToString, weeks: &[u8]) -> Result<Course, Fault> {
    let found = || format!("{} bytes", weeks.len());
    Course::unpack(weeks)
        .ok_or(())
        .or_else(|()| readable("adoption_rollup", "weeks", row, &found(), None))
}

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

    /// Adds what an event changes for its unit. `news` is the event's day when it is news; `estimated` what it adds to the estimates of the week of `day`.
    pub(crate) fn add(
        &mut self,
        unit: &Counted,
        deltas: &[Delta],
        day: NaiveDate,
        estimated: i64,
        news: bool,
    ) {
        let own = Added {
            estimated,
            last_news: news.then_some(day),
            ..Added::default()
        };
        let counted = deltas.iter().map(|delta| {
            let counts = Added {
                counts: delta.counts,
                ..Added::default()
            };
            (delta.week, counts)
        });
        let own = (own != Added::default()).then(|| (Week::of(day), own));
        self.add_weeks(unit, counted.chain(own));
    }

    /// Adds weeks to every slice of a unit.
    pub(crate) fn add_weeks(&mut self, unit: &Counted, weeks: impl Iterator<Item = (Week, Added)> + Clone) {
        for slice in slices(unit) {
            let course = self.added.entry(slice).or_default();
            for (week, added) in weeks.clone() {
                self.weeks += usize::from(course.add(week, added));
            }
        }
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

/// A row of the table.
pub(crate) fn values(slice: Slice, course: &Course) -> [Value; 6] {
    row![
        slice.policy.to_string(),
        slice.year.to_string(),
        slice.territory.to_string(),
        slice.level_code(),
        slice.mark_code(),
        course.pack(),
    ]
}

pub(crate) const INSERT: &str =
    "insert into adoption_rollup (policy, year, territory, level, priority_education, weeks)";
const REPLACE: &str =
    " on conflict (policy, year, territory, level, priority_education) do update set weeks = excluded.weeks";
