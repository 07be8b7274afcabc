//! Territories: one, and the path from the nation to it.

pub(crate) mod access_scope;

use crate::{
    Store,
    cache::VersionedCache,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
};
use domain::{
    TerritoryCode,
    territory::{Lineage, Place, Territory},
};

#[derive(sqlx_macros::FromRow)]
struct TerritoryRow {
    code: String,
    name: String,
    parent: Option<String>,
}

impl TerritoryRow {
    fn territory(self) -> Result<Territory, Fault> {
        let code = territory_code("territory", "code", &self.code, &self.code)?;
        let parent = self
            .parent
            .map(|parent| territory_code("territory", "parent", &self.code, &parent))
            .transpose()?;
        Ok(Territory {
            code,
            name: self.name,
            parent,
        })
    }
}

/// Reads a territory's code of a row.
pub(crate) fn territory_code(
    table: &'static str,
    column: &'static str,
    row: impl ToString,
    found: &str,
) -> Result<TerritoryCode, Fault> {
    readable(table, column, row, found, TerritoryCode::parse(found))
}

/// Reads where a row of a table stands by its département and its circonscription.
pub(crate) fn lineage(
    table: &'static str,
    row: impl ToString,
    department: &str,
    district: Option<&str>,
) -> Result<Lineage, Fault> {
    let row = row.to_string();
    let code = territory_code(table, "department", &row, department)?;
    let district = district.map(|found| territory_code(table, "district", &row, found));
    readable(
        table,
        "department",
        &row,
        department,
        Lineage::of(code, district.transpose()?),
    )
}

#[derive(Default)]
struct CachedPlaces(VersionedCache<TerritoryCode, Place>);

impl Store {
    /// Every territory, by code.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn territories(&self) -> Result<Vec<Territory>, StoreError> {
        const ALL: &str = "select code, name, parent from territory order by code";
        let rows: Vec<TerritoryRow> = read!(self, |pool| sqlx::query_as(ALL).fetch_all(pool).await?);
        let mut all = rows
            .into_iter()
            .map(TerritoryRow::territory)
            .collect::<Result<Vec<_>, _>>()?;
        // An engine sorts letters as its language does: the order is ours.
        all.sort_unstable_by_key(|territory| territory.code);
        Ok(all)
    }

    /// A territory and its path; none when the code is unknown.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn place(&self, code: TerritoryCode) -> Result<Option<Place>, StoreError> {
        let cached = self.state::<CachedPlaces>();
        let load = || self.ask_place(code);
        cached.0.find_or_load(self.reference_epoch(), code, load).await
    }

    async fn ask_place(&self, code: TerritoryCode) -> Result<Option<Place>, StoreError> {
        // At most five levels; `rank` keeps the order on both engines.
        const PATH: &str = "with recursive path (code, name, parent, rank) as ( \
             select code, name, parent, 0 from territory where code = $1 \
             union all select t.code, t.name, t.parent, path.rank + 1 from territory t join path on t.code = path.parent) \
             select code, name, parent from path order by rank desc";
        let rows: Vec<TerritoryRow> = read!(self, |pool| sqlx::query_as(PATH)
            .bind(code.as_str())
            .fetch_all(pool)
            .await?);
        let path = rows
            .into_iter()
            .map(TerritoryRow::territory)
            .collect::<Result<_, _>>()?;
        Ok(Place::of(path))
    }
}
