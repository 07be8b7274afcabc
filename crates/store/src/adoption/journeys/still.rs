//! The units that still wait at a stage, page by page.

use crate::{
    Store,
    adoption::{
        Slice,
        units::{
            KnownUnit, UnitList, push_slice,
            row::{COLUMNS, UnitRow},
        },
    },
    engine::{
        fault::{Fault, StoreError},
        push_list, read,
    },
    territory::access_scope::push_unit_scope,
};
use chrono::{Days, NaiveDate};
use domain::{adoption::journeys::WAITING_STAGES, rights::AccessScope};

/// What is asked of the units that stand still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Still {
    /// On this day…
    pub on: NaiveDate,
    /// …for more than so many days.
    pub days: u32,
}

impl Store {
    /// The units of a slice that stand still, where the reader may look, those that have stood longest first: `limit` of them.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn list_still(
        &self,
        slice: &Slice,
        still: Still,
        within: &AccessScope,
        limit: i64,
    ) -> Result<UnitList, StoreError> {
        const COUNT: &str = "select count(*) from unit u join unit_now n on n.unit_id = u.id ";
        let before = still.on.checked_sub_days(Days::new(u64::from(still.days)));
        let before = before.unwrap_or_default();
        macro_rules! push_still {
            ($query:expr) => {{
                push_slice!($query, slice);
                $query.push(" and n.since < ").push_bind(before);
                $query.push(" and n.step in (");
                push_list!($query, stage in WAITING_STAGES => stage.code());
                $query.push(")");
                push_unit_scope!($query, within);
            }};
        }
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_still!(query);
            query
                .push(" order by n.since, s.search, u.school, u.label limit ")
                .push_bind(limit);
            query.build_query_as().fetch_all(pool).await?
        });
        let total: i64 = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COUNT);
            push_still!(query);
            query.build_query_scalar().fetch_one(pool).await?
        });
        let units: Result<Vec<KnownUnit>, Fault> = rows.into_iter().map(UnitRow::known).collect();
        Ok(UnitList { units: units?, total })
    }
}
