//! A census list: units that enter, units that are there already, estimates that a real list replaces.

use super::{Intake, UnitHistory};
use crate::{
    adoption::{UnitRecord, insert_events, load_held, load_units, rollup::Counted, units_stand},
    engine::{fault::StoreError, write},
};
use domain::{
    UnitId,
    adoption::{Advanced, Step, enter, withdraw},
    unit::{Levels, Unit},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a census list changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitChanges {
    /// Units that entered the census.
    pub created: u64,
    /// Units that were there already.
    pub same: u64,
    /// Estimates that a real list replaced: they are withdrawn, their events stay.
    pub replaced_estimates: u64,
    /// Estimates that a real list names as they are: confirmed where they stand.
    pub confirmed: u64,
    /// Estimates given up because their school and level have units already.
    pub kept_real: u64,
}

impl std::ops::AddAssign for UnitChanges {
    fn add_assign(&mut self, other: Self) {
        self.created += other.created;
        self.same += other.same;
        self.replaced_estimates += other.replaced_estimates;
        self.confirmed += other.confirmed;
        self.kept_real += other.kept_real;
    }
}

#[derive(Clone, sqlx::FromRow)]
struct SeatedRow {
    id: i64,
    school: String,
    label: String,
    levels: String,
    estimated: bool,
    step: String,
}

impl Intake {
    /// Enters the units of a list, each with the line it came from; all are of one policy and year, and a school's lines may stand in several calls.
    /// The same identity changes nothing; a real list withdraws the estimates of its schools; an estimate gives nothing to a school and level that has units.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when a census day is not one of the year's.
    pub async fn put_units(&mut self, units: &[(u64, Unit)]) -> Result<UnitChanges, StoreError> {
        let mut changes = UnitChanges::default();
        for chunk in units.chunks(500) {
            changes += self.put_chunk(chunk).await?;
        }
        Ok(changes)
    }

    async fn put_chunk(&mut self, units: &[(u64, Unit)]) -> Result<UnitChanges, StoreError> {
        let mut changes = UnitChanges::default();
        let seated = self.seated(units).await?;
        let confirmed = confirmed(units, &seated);
        let mut replaced = BTreeSet::new();
        let mut entering = Vec::new();
        let mut id = self.next_unit_id().await?;
        for (_, unit) in units {
            let there = seated
                .get(&unit.school.to_string())
                .map_or(&[][..], Vec::as_slice);
            if there.iter().any(|row| row.label == unit.label) {
                let unconfirmed =
                    |row: &&SeatedRow| row.label == unit.label && !confirmed.contains_key(&UnitId(row.id));
                changes.same += there.iter().filter(unconfirmed).count() as u64;
                continue;
            }
            if unit.estimated && there.iter().any(|row| share_a_level(row, unit)) {
                changes.kept_real += 1;
                continue;
            }
            if !unit.estimated {
                let estimates = there.iter().filter(|row| {
                    row.estimated && row.step != "withdrawn" && !confirmed.contains_key(&UnitId(row.id))
                });
                replaced.extend(estimates.map(|row| (UnitId(row.id), unit.census_day)));
            }
            let entered = enter(id, unit.year, unit.census_day, self.tx.by.actor, self.tx.at)?;
            entering.push(UnitHistory {
                id,
                unit: unit.clone(),
                timeline: entered.timeline,
            });
            id = UnitId(id.0 + 1);
        }
        changes.confirmed = self.confirm(&confirmed).await?;
        changes.created = entering.len() as u64;
        changes.replaced_estimates = self.withdraw(&replaced).await?;
        self.put_histories(&entering).await?;
        Ok(changes)
    }

    /// The units that stand in these schools for this policy and year, by school.
    async fn seated(&mut self, units: &[(u64, Unit)]) -> Result<HashMap<String, Vec<SeatedRow>>, StoreError> {
        let Some((_, first)) = units.first() else {
            return Ok(HashMap::new());
        };
        let schools: BTreeSet<String> = units.iter().map(|(_, unit)| unit.school.to_string()).collect();
        let rows: Vec<SeatedRow> = write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select u.id, u.school, u.label, u.levels, u.estimated, n.step from unit u join unit_now n on n.unit_id = u.id \
                 where u.policy = ",
            );
            query
                .push_bind(first.policy.to_string())
                .push(" and u.year = ")
                .push_bind(first.year.to_string());
            query.push(" and u.school in (");
            let mut list = query.separated(", ");
            for school in &schools {
                list.push_bind(school.clone());
            }
            query.push(")").build_query_as().fetch_all(conn).await?
        });
        let mut seated = HashMap::<_, Vec<_>>::new();
        for row in rows {
            seated.entry(row.school.clone()).or_default().push(row);
        }
        Ok(seated)
    }

    /// Marks estimates as confirmed, with what the list says of them.
    async fn confirm(&mut self, confirmed: &BTreeMap<UnitId, &Unit>) -> Result<u64, StoreError> {
        const CONFIRM: &str = "update unit set estimated = $2, pupils = $3, co_teaching = $4 where id = $1";
        let ids: Vec<UnitId> = confirmed.keys().copied().collect();
        let known = load_units(&mut self.tx, &ids).await?;
        for (id, listed) in confirmed {
            let Some(unit) = known.get(id) else { continue };
            write!(self.tx, |conn| {
                let query = sqlx::query(CONFIRM).bind(id.0).bind(false);
                let query = query.bind(listed.pupils.map(i64::from)).bind(listed.co_teaching);
                query.execute(conn).await?;
            });
            self.rollup
                .add(&Counted::from(&unit.unit), &[], unit.unit.census_day, -1, false);
            self.changed = true;
        }
        Ok(ids.len() as u64)
    }

    /// Withdraws estimates from the census day of the list that replaces them.
    async fn withdraw(
        &mut self,
        replaced: &BTreeSet<(UnitId, chrono::NaiveDate)>,
    ) -> Result<u64, StoreError> {
        let ids: Vec<UnitId> = replaced.iter().map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return Ok(0);
        }
        let known = load_units(&mut self.tx, &ids).await?;
        let held = load_held(&mut self.tx, &ids).await?;
        let mut done: Vec<Advanced> = Vec::new();
        for (id, day) in replaced {
            let Some((unit, UnitRecord { counted, timeline })) = known.get(id).zip(held.get(id)) else {
                continue;
            };
            if timeline
                .standing()
                .is_none_or(|standing| standing.step == Step::Withdrawn)
            {
                continue;
            }
            let gone = withdraw(*id, timeline, *day, self.tx.by.actor, self.tx.at)?;
            self.rollup.add(
                counted,
                &gone.deltas,
                gone.event.day,
                -i64::from(unit.unit.estimated),
                false,
            );
            done.push(gone);
        }
        insert_events(&mut self.tx, done.iter().map(|gone| &gone.event));
        let standing = |gone: &Advanced| (gone.event.unit, gone.standing, gone.last_news);
        units_stand(&mut self.tx, done.iter().map(standing));
        self.tx.send().await?;
        self.changed = true;
        Ok(done.len() as u64)
    }
}

/// The estimates that lines of a real list name, by label and levels.
fn confirmed<'a>(
    units: &'a [(u64, Unit)],
    seated: &HashMap<String, Vec<SeatedRow>>,
) -> BTreeMap<UnitId, &'a Unit> {
    let mut confirmed = BTreeMap::new();
    for (_, unit) in units.iter().filter(|(_, unit)| !unit.estimated) {
        let there = seated
            .get(&unit.school.to_string())
            .map_or(&[][..], Vec::as_slice);
        let is = |row: &&SeatedRow| {
            row.estimated
                && row.step != "withdrawn"
                && row.label == unit.label
                && row.levels == unit.levels.to_string()
        };
        confirmed.extend(there.iter().find(is).map(|row| (UnitId(row.id), unit)));
    }
    confirmed
}

fn share_a_level(row: &SeatedRow, unit: &Unit) -> bool {
    let theirs = Levels::parse(&row.levels);
    row.step != "withdrawn"
        && theirs.is_some_and(|theirs| {
            theirs
                .iter()
                .any(|level| unit.levels.iter().any(|own| own == level))
        })
}
