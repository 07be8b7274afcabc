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
    territory::access_scope::push_access_scope,
};
use domain::{AdoptionStage, Uai, rights::AccessScope};

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
            push_access_scope!(query, within, "u.department", "u.district");
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
            push_access_scope!(query, within, "u.department", "u.district");
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
            push_access_scope!(query, within, "u.department", "u.district");
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
