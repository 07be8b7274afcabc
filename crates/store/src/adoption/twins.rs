//! Units whose name folds like that of another of their school and year: they were there before names were compared.

use super::{
    KnownUnit, Slice,
    units::{
        push_slice,
        row::{COLUMNS, UnitRow},
    },
};
use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        push_list, read,
    },
    territory::access_scope::push_unit_scope,
};
use domain::{Uai, adoption::fold_label, rights::AccessScope};
use std::collections::{BTreeMap, BTreeSet};

/// The most that are asked for.
const TWINS_MAX: i64 = 1_000;

/// A unit that has another's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinNames {
    /// The unit.
    pub unit: KnownUnit,
    /// The name of the other, as it is written: an update by name is the other's.
    pub other: String,
}

impl Store {
    /// The units of a slice that have not left and have another's name, where the reader may look, by school and label: a thousand at most.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn twin_names(
        &self,
        slice: &Slice,
        within: &AccessScope,
    ) -> Result<Vec<TwinNames>, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_slice!(query, slice);
            push_unit_scope!(query, within);
            query.push(" and n.step <> 'withdrawn' and not exists (select 1 from unit_name b where b.unit_id = u.id)");
            query
                .push(" order by s.search, u.school, u.label limit ")
                .push_bind(TWINS_MAX);
            query.build_query_as().fetch_all(pool).await?
        });
        let units: Vec<KnownUnit> = rows.into_iter().map(UnitRow::known).collect::<Result<_, _>>()?;
        let borne = self.names_borne(slice, &units).await?;
        let twin = |unit: KnownUnit| {
            let key = (unit.unit.school, fold_label(&unit.unit.label));
            let other = borne.get(&key)?.clone();
            Some(TwinNames { unit, other })
        };
        Ok(units.into_iter().filter_map(twin).collect())
    }

    /// The name of the unit that each folded name names, in the schools of some units.
    async fn names_borne(
        &self,
        slice: &Slice,
        units: &[KnownUnit],
    ) -> Result<BTreeMap<(Uai, String), String>, StoreError> {
        let schools: BTreeSet<Uai> = units.iter().map(|known| known.unit.school).collect();
        if schools.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<(i64, String, String, String)> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select b.unit_id, b.school, b.folded, u.label from unit_name b join unit u on u.id = b.unit_id where b.policy = ",
            );
            query.push_bind(slice.policy.to_string()).push(" and b.year = ");
            query.push_bind(slice.year.to_string()).push(" and b.school in (");
            push_list!(query, school in &schools => school.to_string());
            query.push(")").build_query_as().fetch_all(pool).await?
        });
        let name = |(unit, school, folded, label): (i64, String, String, String)| {
            let school = readable("unit_name", "school", unit, &school, school.parse().ok())?;
            Ok(((school, folded), label))
        };
        Ok(rows.into_iter().map(name).collect::<Result<_, Fault>>()?)
    }
}
