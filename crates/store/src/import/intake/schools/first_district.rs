//! The first circonscription of a school, given to its units that have none: a correction, their courses are added to its rows.

use super::KnownRows;
use crate::{
    adoption::{load_held, rollup::Counted},
    engine::{
        batch::row,
        fault::{StoreError, readable},
        push_list, write,
    },
    import::intake::Intake,
    school::lineage_of,
};
use domain::{
    TerritoryCode, Uai, UnitId,
    school::{School, first_district},
    territory::Lineage,
};
use std::collections::HashMap;

const GIVEN: &str = "with given (id, district) as (";
const UPDATE: &str = ") update unit set district = given.district from given where unit.id = given.id";

impl Intake {
    /// Gives the units of schools that have no circonscription the first one that is known of their school. Answers how many.
    pub(super) async fn give_first_districts(
        &mut self,
        schools: &[School],
        known: &KnownRows,
    ) -> Result<u64, StoreError> {
        let mut seats = HashMap::<Uai, Lineage>::new();
        for school in schools {
            let before = known.get(&school.uai.to_string());
            let before = before.map(|row| row.lineage()).transpose()?;
            // Where it moves now, the circonscription that it leaves came first.
            let first = before.filter(|before| before.district.is_some());
            let first = first.map_or_else(|| lineage_of(school), Ok)?;
            if first.district.is_some() {
                seats.insert(school.uai, first);
            }
        }
        let units = self
            .units_without_district(seats.keys().copied().collect())
            .await?;
        let ids: Vec<UnitId> = units.iter().map(|(unit, _)| *unit).collect();
        let held = load_held(&mut self.tx, &ids).await?;
        let mut given = Vec::new();
        for (unit, school) in units {
            let Some((record, seat)) = held.get(&unit).zip(seats.get(&school)) else {
                continue;
            };
            let Some(district) = first_district(&record.counted.lineage(), seat) else {
                continue;
            };
            given.push((unit, district));
            if self.is_writing() {
                let placed = Counted {
                    district: Some(district),
                    ..record.counted.clone()
                };
                self.rollup.add_to_district(&placed, &record.timeline);
            }
        }
        self.changed |= !given.is_empty();
        if self.is_writing() && !given.is_empty() {
            let values = |(unit, district): &(UnitId, TerritoryCode)| row![unit.0, district.to_string()];
            self.tx.insert(GIVEN, UPDATE, given.iter().map(values));
            self.rollup.write_when_large(&mut self.tx).await?;
            self.tx.send().await?;
        }
        Ok(given.len() as u64)
    }

    /// The units of some schools that have no circonscription, each with its school.
    async fn units_without_district(&mut self, schools: Vec<Uai>) -> Result<Vec<(UnitId, Uai)>, StoreError> {
        if schools.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<(i64, String)> = write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select id, school from unit where district is null and school in (",
            );
            push_list!(query, school in &schools => school.to_string());
            query
                .push(") order by id")
                .build_query_as()
                .fetch_all(conn)
                .await?
        });
        let unit = |(id, school): (i64, String)| {
            let uai = readable("unit", "school", id, &school, school.parse().ok())?;
            Ok((UnitId(id), uai))
        };
        rows.into_iter().map(unit).collect()
    }
}
