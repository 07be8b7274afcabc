//! The units of a slice, page by page.

use super::push_slice;
use super::{
    KnownUnit,
    row::{COLUMNS, UnitRow},
};
use crate::{
    Store,
    adoption::Slice,
    engine::{fault::StoreError, read},
    territory::access_scope::push_unit_scope,
};
use domain::{AdoptionStage, Uai, UnitId, Week, rights::AccessScope};
use std::{collections::BTreeSet, ops::RangeInclusive};

/// A page of a filtered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitList {
    /// The units, by commune, school and label.
    pub units: Vec<KnownUnit>,
    /// How many the filter holds in all.
    pub total: i64,
}

/// The units at one stage, or those that have not left.
macro_rules! push_stage {
    ($query:expr, $stage:expr) => {
        match $stage {
            Some(stage) => $query
                .push(" and n.step = ")
                .push_bind(domain::AdoptionStage::code(stage)),
            None => $query.push(" and n.step <> 'withdrawn'"),
        }
    };
}

impl Store {
    /// The units of a slice that have not left, perhaps at one stage only, where the reader may look, by school and label: `limit` of them from `offset` on.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn list_units(
        &self,
        slice: &Slice,
        stage: Option<AdoptionStage>,
        within: &AccessScope,
        offset: i64,
        limit: i64,
    ) -> Result<UnitList, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_slice!(query, slice);
            push_stage!(query, stage);
            push_unit_scope!(query, within);
            query
                .push(" order by s.search, u.school, u.label limit ")
                .push_bind(limit);
            query.push(" offset ").push_bind(offset);
            query.build_query_as().fetch_all(pool).await?
        });
        let total: i64 = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select count(*) from unit u join unit_now n on n.unit_id = u.id ",
            );
            push_slice!(query, slice);
            push_stage!(query, stage);
            push_unit_scope!(query, within);
            query.build_query_scalar().fetch_one(pool).await?
        });
        Ok(UnitList {
            units: rows.into_iter().map(UnitRow::known).collect::<Result<_, _>>()?,
            total,
        })
    }
}

impl Store {
    /// The units of a slice that have not left, where the reader may look, by school and label: those after a school's label, at most `limit`.
    /// What is written meanwhile neither repeats one nor leaves one out.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn units_after(
        &self,
        slice: &Slice,
        within: &AccessScope,
        after: Option<(Uai, &str)>,
        limit: i64,
    ) -> Result<Vec<KnownUnit>, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_slice!(query, slice);
            push_stage!(query, None::<AdoptionStage>);
            push_unit_scope!(query, within);
            if let Some((school, label)) = after {
                // The first condition alone lets the index begin there.
                query.push(" and u.school >= ").push_bind(school.to_string());
                query.push(" and (u.school > ").push_bind(school.to_string());
                query.push(" or (u.school = ").push_bind(school.to_string());
                query
                    .push(" and u.label > ")
                    .push_bind(label.to_owned())
                    .push("))");
            }
            query.push(" order by u.school, u.label limit ").push_bind(limit);
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(rows.into_iter().map(UnitRow::known).collect::<Result<_, _>>()?)
    }
}

/// The places, but territories, that were measured in a span of weeks.
macro_rules! push_measured {
    ($query:expr, $slice:expr, $weeks:expr) => {{
        $query.push("select v.place from usage_volume v where v.policy = ");
        $query.push_bind($slice.policy.to_string());
        $query
            .push(" and v.week between ")
            .push_bind($weeks.start().monday());
        $query.push(" and ").push_bind($weeks.end().monday());
        $query.push(" and v.entry not in (select entry from usage_annulled)");
    }};
}

impl Store {
    /// The units of a slice that have not left, where the reader may look, by school and label, that were measured in a span of weeks, or whose school was.
    pub(crate) async fn measured_units(
        &self,
        slice: &Slice,
        within: &AccessScope,
        weeks: &RangeInclusive<Week>,
    ) -> Result<Vec<KnownUnit>, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_slice!(query, slice);
            push_stage!(query, None::<AdoptionStage>);
            push_unit_scope!(query, within);
            query.push(" and u.id in (select m.id from unit m where m.policy = ");
            query.push_bind(slice.policy.to_string());
            query.push(" and m.year = ").push_bind(slice.year.to_string());
            query.push(" and m.school in (");
            push_measured!(query, slice, weeks);
            query.push(") union select cast(substr(p.place, 2) as bigint) from (");
            push_measured!(query, slice, weeks);
            query.push(" and v.place like 'U%') p)");
            query.push(" order by s.search, u.school, u.label");
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(rows.into_iter().map(UnitRow::known).collect::<Result<_, _>>()?)
    }

    /// The units that are alone in their school, of the schools that were measured in a span of weeks; a filter or a reader's place hides none of the others.
    pub(crate) async fn alone_where_measured(
        &self,
        slice: &Slice,
        weeks: &RangeInclusive<Week>,
    ) -> Result<BTreeSet<UnitId>, StoreError> {
        let ids: Vec<i64> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select min(u.id) from unit u join unit_now n on n.unit_id = u.id where u.policy = ",
            );
            query.push_bind(slice.policy.to_string());
            query.push(" and u.year = ").push_bind(slice.year.to_string());
            push_stage!(query, None::<AdoptionStage>);
            query.push(" and u.school in (");
            push_measured!(query, slice, weeks);
            let query = query.push(") group by u.school having count(*) = 1");
            query.build_query_scalar().fetch_all(pool).await?
        });
        Ok(ids.into_iter().map(UnitId).collect())
    }
}
