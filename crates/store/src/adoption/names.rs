//! Every name that the units of a school and year ever bore, folded: a name names its unit for the whole year.

use crate::{
    Store,
    engine::{
        batch::{Batch, Value, row},
        fault::{StoreError, readable},
        push_list, read, write,
    },
    transaction::Tx,
};
use domain::{PolicyCode, SchoolYear, Uai, UnitId, adoption::fold_label, unit::Unit};
use std::collections::BTreeMap;

const INSERT: &str = "insert into unit_name (school, year, policy, folded, unit_id, label)";
/// A name that another unit bears stays its.
const ONCE: &str = " on conflict (school, year, policy, folded) do nothing";
/// Names that are folded together.
const TOGETHER: i64 = 20_000;

/// Asks for the names of units to be kept.
pub(crate) fn bear<'a>(tx: &mut Tx, units: impl IntoIterator<Item = (UnitId, &'a Unit)>) {
    let values = |(id, unit): (UnitId, &Unit)| {
        let (school, year, policy) = (unit.school, unit.year, unit.policy);
        let label = unit.label.clone();
        values(
            id.0,
            [school.to_string(), year.to_string(), policy.to_string(), label],
        )
    };
    tx.insert(INSERT, ONCE, units.into_iter().map(values));
}

fn values(id: i64, [school, year, policy, label]: [String; 4]) -> [Value; 6] {
    row![school, year, policy, fold_label(&label), id, label]
}

/// The unit that each folded name names in some schools of a year.
pub(crate) async fn of_schools(
    tx: &mut Tx,
    policy: PolicyCode,
    year: SchoolYear,
    schools: &[Uai],
) -> Result<BTreeMap<(Uai, String), UnitId>, StoreError> {
    let mut names = BTreeMap::new();
    for chunk in schools.chunks(1_000) {
        let rows: Vec<(String, String, i64)> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select school, folded, unit_id from unit_name where policy = ",
            );
            query.push_bind(policy.to_string()).push(" and year = ");
            query.push_bind(year.to_string()).push(" and school in (");
            push_list!(query, school in chunk => school.to_string());
            query.push(")").build_query_as().fetch_all(conn).await?
        });
        for (school, folded, unit) in rows {
            let school = readable("unit_name", "school", unit, &school, school.parse().ok())?;
            names.insert((school, folded), UnitId(unit));
        }
    }
    Ok(names)
}

#[derive(sqlx_macros::FromRow)]
struct NamedRow {
    id: i64,
    school: String,
    year: String,
    policy: String,
    label: String,
}

impl Store {
    /// Keeps the names of units that bore theirs before names were kept: of two that fold alike, the first unit's.
    pub(crate) async fn fill_empty_names(&self) -> Result<(), StoreError> {
        const EMPTY: &str = "select not exists (select 1 from unit_name) and exists (select 1 from unit)";
        const NAMED: &str =
            "select id, school, year, policy, label from unit where id > $1 order by id limit $2";
        let empty: bool = read!(self, |pool| sqlx::query_scalar(EMPTY).fetch_one(pool).await?);
        if !empty {
            return Ok(());
        }
        tracing::info!("the names of units are kept");
        let (mut conn, mut batch, mut from) = (self.begin_conn().await?, Batch::default(), i64::MIN);
        loop {
            let rows: Vec<NamedRow> = read!(self, |pool| sqlx::query_as(NAMED)
                .bind(from)
                .bind(TOGETHER)
                .fetch_all(pool)
                .await?);
            let Some(last) = rows.last() else { break };
            from = last.id;
            let values = |row: NamedRow| values(row.id, [row.school, row.year, row.policy, row.label]);
            batch.insert(INSERT, ONCE, rows.into_iter().map(values));
            batch.send(&mut conn).await?;
        }
        batch.commit(conn, None).await?;
        Ok(())
    }
}
