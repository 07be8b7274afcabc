//! The units of schools as the rule of the census reads them: each with the names it bore and what was written of it by hand.

mod by_hand;
mod row;

use crate::{
    engine::{fault::StoreError, push_list, write},
    transaction::Tx,
};
use by_hand::by_hand;
use domain::{PolicyCode, SchoolYear, Uai, UnitId, adoption::census::CensusUnit};
use row::{CensusRow, NameRow};
use std::collections::BTreeMap;

/// The units of some schools in a year, a thousand schools at most, inside a write. `entries`: with the day on which a person entered each by hand.
pub(crate) async fn census_units(
    tx: &mut Tx,
    policy: PolicyCode,
    year: SchoolYear,
    schools: &[Uai],
    entries: bool,
) -> Result<BTreeMap<Uai, Vec<CensusUnit>>, StoreError> {
    // By school first: the index of identities begins with it.
    let rows: Vec<CensusRow> = write!(tx, |Db, conn| {
        let mut query = sqlx::QueryBuilder::<Db>::new(row::STANDING);
        push_list!(query, school in schools => school.to_string());
        query.push(") and u.year = ").push_bind(year.to_string());
        query.push(" and u.policy = ").push_bind(policy.to_string());
        query.build_query_as().persistent(false).fetch_all(conn).await?
    });
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let names: Vec<NameRow> = write!(tx, |Db, conn| {
        let mut query = sqlx::QueryBuilder::<Db>::new(row::NAMES);
        push_list!(query, school in schools => school.to_string());
        query.push(") and year = ").push_bind(year.to_string());
        query.push(" and policy = ").push_bind(policy.to_string());
        query.build_query_as().persistent(false).fetch_all(conn).await?
    });
    let mut borne = BTreeMap::<UnitId, Vec<String>>::new();
    for name in names {
        borne.entry(UnitId(name.unit_id)).or_default().push(name.label);
    }
    let ids: Vec<UnitId> = rows.iter().map(CensusRow::id).collect();
    let mut written = by_hand(tx, &ids, entries).await?;
    let mut standing = BTreeMap::<Uai, Vec<CensusUnit>>::new();
    for row in rows {
        let school = row.school()?;
        let mut unit = row.unit()?;
        unit.former = borne.remove(&unit.id).unwrap_or_default();
        unit.former.retain(|name| *name != unit.facts.label);
        unit.by_hand = written.remove(&unit.id).unwrap_or_default();
        standing.entry(school).or_default().push(unit);
    }
    Ok(standing)
}
