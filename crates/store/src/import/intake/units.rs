//! A census list: units that enter, units that are there already, estimates that a real list replaces.

mod confirm;

use super::{Intake, UnitHistory};
use crate::engine::{fault::StoreError, write};
use confirm::confirmed;
use domain::{
    UnitId,
    adoption::enter,
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

#[derive(Clone, sqlx_macros::FromRow)]
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
        let replaced: BTreeMap<_, _> = replaced.into_iter().collect();
        changes.replaced_estimates = self
            .withdraw_units(&replaced.into_iter().collect::<Vec<_>>())
            .await?;
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
