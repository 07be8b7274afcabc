//! What an undoing needs to know: the batch, its places, its units with the lines that came with it.

use crate::{
    adoption::{BatchRow, batch::one},
    engine::write,
    engine::{fault::StoreError, push_list},
    territory::lineage,
    transaction::Tx,
};
use domain::{
    TerritoryCode, Uai, UnitId,
    adoption::{BatchId, Sequence},
};
use std::collections::BTreeMap;

/// A batch, whoever asks.
pub(super) async fn batch(tx: &mut Tx, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
    one::load(tx, id).await
}

/// The territories of each place of a batch, from the nation down.
pub(super) async fn places(tx: &mut Tx, id: BatchId) -> Result<Vec<Vec<TerritoryCode>>, StoreError> {
    let places = one::places(tx, id).await?;
    let codes = |place: crate::adoption::BatchPlace| {
        let above = [TerritoryCode::nation(), place.academy, place.department];
        above.into_iter().chain(place.district).collect()
    };
    Ok(places.into_iter().map(codes).collect())
}

#[derive(sqlx_macros::FromRow)]
struct RightRow {
    department: String,
    district: Option<String>,
    school_department: String,
    school_district: Option<String>,
}

/// The territories over which a right to each unit of a batch is asked, each set once.
pub(super) async fn rights(tx: &mut Tx, id: BatchId) -> Result<Vec<Vec<TerritoryCode>>, StoreError> {
    const RIGHTS: &str = "select distinct u.department, u.district, s.department as school_department, s.district as school_district from \
         (select unit_id from adoption_event where batch = $1 union select unit_id from unit_correction where batch = $1) l \
         join unit u on u.id = l.unit_id join school s on s.uai = u.school";
    let rows: Vec<RightRow> = write!(tx, |conn| sqlx::query_as(RIGHTS)
        .bind(id.0)
        .fetch_all(conn)
        .await?);
    let right = |row: RightRow| {
        let unit = lineage("unit", id.0, &row.department, row.district.as_deref())?;
        let school = lineage(
            "school",
            id.0,
            &row.school_department,
            row.school_district.as_deref(),
        )?;
        Ok(domain::school::places(&school, &[unit]))
    };
    rows.into_iter().map(right).collect()
}

/// The units of a batch, each with the lines that came with it; none where it only corrected facts.
pub(super) async fn lines(tx: &mut Tx, id: BatchId) -> Result<BTreeMap<UnitId, Vec<Sequence>>, StoreError> {
    const LINES: &str =
        "select unit_id, sequence from adoption_event where batch = $1 order by unit_id, sequence";
    const CORRECTED: &str = "select distinct unit_id from unit_correction where batch = $1";
    let mut units = BTreeMap::<UnitId, Vec<Sequence>>::new();
    let found: Vec<(i64, i64)> = write!(tx, |conn| sqlx::query_as(LINES)
        .bind(id.0)
        .fetch_all(conn)
        .await?);
    for (unit, sequence) in found {
        let rank = crate::adoption::batch::rank(unit, sequence)?;
        units.entry(UnitId(unit)).or_default().push(rank);
    }
    let corrected: Vec<i64> = write!(tx, |conn| sqlx::query_scalar(CORRECTED)
        .bind(id.0)
        .fetch_all(conn)
        .await?);
    for unit in corrected {
        units.entry(UnitId(unit)).or_default();
    }
    Ok(units)
}

/// The names that are borne in some schools and years, each with the unit that bears it.
pub(super) async fn bearers(
    tx: &mut Tx,
    schools: &[Uai],
) -> Result<BTreeMap<(String, String, String), UnitId>, StoreError> {
    let mut bearers = BTreeMap::new();
    for chunk in schools.chunks(1_000) {
        let rows: Vec<(String, String, String, i64)> = write!(tx, |Db, conn| {
            let mut query =
                sqlx::QueryBuilder::<Db>::new("select school, year, label, id from unit where school in (");
            push_list!(query, school in chunk => school.to_string());
            query.push(")").build_query_as().fetch_all(conn).await?
        });
        for (school, year, label, unit) in rows {
            bearers.insert((school, year, label), UnitId(unit));
        }
    }
    Ok(bearers)
}
