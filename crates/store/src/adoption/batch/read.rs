//! What a batch is of: its places, its units with what it wrote of each, and which batch a line of a history came with.

use super::moved_in::push_moved_in;
use crate::{
    Store,
    adoption::{
        KnownUnit,
        events::read_histories,
        units::row::{COLUMNS, UnitRow},
    },
    engine::{
        fault::{Fault, StoreError, readable},
        push_list, read,
    },
    territory::{
        access_scope::{push_access_scope, push_unit_scope},
        territory_code,
    },
};
use domain::{
    TerritoryCode, Timeline, UnitId,
    adoption::{BatchId, Sequence, UnitCorrection},
    rights::AccessScope,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The batch that each line of histories came with, where it came with one.
pub type LineBatches = BTreeMap<(UnitId, Sequence), BatchId>;

/// How many units of a place a batch is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchPlace {
    /// The académie.
    pub academy: TerritoryCode,
    /// The département.
    pub department: TerritoryCode,
    /// The circonscription, where the units have one.
    pub district: Option<TerritoryCode>,
    /// How many.
    pub units: i64,
}

/// A unit of a batch, with what the batch wrote of it.
#[derive(Clone, Debug)]
pub struct BatchUnitLines {
    /// The unit, as it stands.
    pub known: KnownUnit,
    /// Its whole history.
    pub timeline: Timeline,
    /// The lines that came with the batch.
    pub lines: Vec<Sequence>,
    /// The corrections that came with the batch.
    pub corrections: Vec<UnitCorrection>,
}

#[derive(sqlx_macros::FromRow)]
pub(crate) struct PlaceRow {
    academy: String,
    department: String,
    district: String,
    units: i64,
}

impl PlaceRow {
    pub(crate) fn place(self) -> Result<BatchPlace, Fault> {
        let code = |column, found: &str| territory_code("batch_place", column, self.units, found);
        let district = Some(self.district.as_str()).filter(|code| !code.is_empty());
        Ok(BatchPlace {
            academy: code("academy", &self.academy)?,
            department: code("department", &self.department)?,
            district: district.map(|found| code("district", found)).transpose()?,
            units: self.units,
        })
    }
}

/// The units of a batch, perhaps twice.
const OF_BATCH: &str = " where u.id in (select unit_id from adoption_event where batch = ";
const OR_CORRECTED: &str = " union select unit_id from unit_correction where batch = ";

impl Store {
    /// How many units of each place a batch is of, where the reader may look.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn batch_places(
        &self,
        id: BatchId,
        within: &AccessScope,
    ) -> Result<Vec<BatchPlace>, StoreError> {
        let rows: Vec<PlaceRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select p.academy, p.department, p.district, p.units from batch_place p where p.batch = ",
            );
            query.push_bind(id.0);
            push_access_scope!(query, within, "p.department", "p.district");
            query.push(" order by p.academy, p.department, p.district");
            query.build_query_as().fetch_all(pool).await?
        });
        let moved_in = match within {
            AccessScope::Everywhere => Vec::new(),
            within => self.places_moved_in(id, within).await?,
        };
        let rows = rows.into_iter().chain(moved_in);
        Ok(rows.map(PlaceRow::place).collect::<Result<_, _>>()?)
    }

    /// The places of the units of a batch whose school has moved to where the reader may look.
    async fn places_moved_in(&self, id: BatchId, within: &AccessScope) -> Result<Vec<PlaceRow>, StoreError> {
        let rows: Vec<PlaceRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select u.academy, u.department, coalesce(u.district, '') as district, count(*) as units from batch b cross join ",
            );
            push_moved_in!(query, within);
            query.push(" and b.id = ").push_bind(id.0);
            query.push(
                " group by u.academy, u.department, u.district order by u.academy, u.department, u.district",
            );
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(rows)
    }

    /// The first units of a batch, by school and label, with what it wrote of each, where the reader may look.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn batch_units(
        &self,
        id: BatchId,
        within: &AccessScope,
        limit: i64,
    ) -> Result<Vec<BatchUnitLines>, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push(OF_BATCH).push_bind(id.0);
            query.push(OR_CORRECTED).push_bind(id.0).push(")");
            push_unit_scope!(query, within);
            query
                .push(" order by s.search, u.school, u.label limit ")
                .push_bind(limit);
            query.build_query_as().fetch_all(pool).await?
        });
        let known = rows
            .into_iter()
            .map(UnitRow::known)
            .collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<UnitId> = known.iter().map(|known| known.id).collect();
        let mut histories = read_histories(self, &ids).await?;
        let mut corrections = self.corrections(&ids).await?;
        let mut lines = self.batch_lines(id, &ids).await?;
        let unit = |known: KnownUnit| BatchUnitLines {
            timeline: histories.remove(&known.id).unwrap_or_default(),
            lines: lines.remove(&known.id).unwrap_or_default(),
            corrections: own(id, corrections.remove(&known.id)),
            known,
        };
        Ok(known.into_iter().map(unit).collect())
    }

    /// Some units, with where they stand.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn known_units(&self, ids: &[UnitId]) -> Result<Vec<KnownUnit>, StoreError> {
        let mut known = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(1_000) {
            let rows: Vec<UnitRow> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
                query.push(" where u.id in (");
                push_list!(query, id in chunk => id.0);
                query.push(") order by s.search, u.school, u.label");
                query.build_query_as().fetch_all(pool).await?
            });
            for row in rows {
                known.push(row.known()?);
            }
        }
        Ok(known)
    }

    /// The lines of some units that came with a batch.
    async fn batch_lines(
        &self,
        id: BatchId,
        units: &[UnitId],
    ) -> Result<BTreeMap<UnitId, Vec<Sequence>>, StoreError> {
        let mut lines = BTreeMap::<UnitId, Vec<Sequence>>::new();
        for ids in units.chunks(1_000) {
            let rows: Vec<(i64, i64)> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new(
                    "select unit_id, sequence from adoption_event where batch = ",
                );
                query.push_bind(id.0).push(" and unit_id in (");
                push_list!(query, unit in ids => unit.0);
                query.push(") order by unit_id, sequence");
                query.build_query_as().fetch_all(pool).await?
            });
            for (unit, sequence) in rows {
                lines.entry(UnitId(unit)).or_default().push(rank(unit, sequence)?);
            }
        }
        Ok(lines)
    }

    /// The batch that each line of some histories came with, where it came with one.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn batches_of(&self, units: &[UnitId]) -> Result<LineBatches, StoreError> {
        let mut batches = BTreeMap::new();
        for ids in units.chunks(1_000) {
            let rows: Vec<(i64, i64, Uuid)> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new(
                    "select unit_id, sequence, batch from adoption_event where batch is not null and unit_id in (",
                );
                push_list!(query, unit in ids => unit.0);
                query.push(")").build_query_as().fetch_all(pool).await?
            });
            for (unit, sequence, batch) in rows {
                batches.insert((UnitId(unit), rank(unit, sequence)?), BatchId(batch));
            }
        }
        Ok(batches)
    }
}

fn own(id: BatchId, corrections: Option<Vec<UnitCorrection>>) -> Vec<UnitCorrection> {
    let own = |correction: &UnitCorrection| correction.batch == Some(id);
    corrections.unwrap_or_default().into_iter().filter(own).collect()
}

/// The rank of a line.
pub(crate) fn rank(unit: i64, found: i64) -> Result<Sequence, Fault> {
    let (told, rank) = (found.to_string(), u32::try_from(found).ok());
    readable("adoption_event", "sequence", unit, &told, rank)
}
