//! What is known of the weeks and units that measures are brought for.

use super::{Key, UsageReason, UsageRow, UsageRun};
use crate::{
    adoption::existing_units,
    engine::{
        fault::{Fault, StoreError, readable},
        write,
    },
    import::intake::Intake,
};
use chrono::NaiveDate;
use domain::{
    UnitId, Week,
    usage::{Measure, UsagePlace},
};
use std::collections::{BTreeSet, HashMap, HashSet};

#[derive(sqlx_macros::FromRow)]
struct KnownRow {
    place: String,
    measure: String,
    week: NaiveDate,
    entry: i64,
    value: i64,
}

impl Intake {
    /// Which of the units named exist, for this policy.
    pub(super) async fn units_of(
        &mut self,
        run: &UsageRun,
        rows: &[UsageRow],
    ) -> Result<HashSet<UnitId>, StoreError> {
        let named = rows.iter().filter_map(|row| match row.place {
            UsagePlace::Unit(id) => Some(id),
            UsagePlace::Territory(_) | UsagePlace::School(_) => None,
        });
        let ids: BTreeSet<UnitId> = named.collect();
        existing_units(&mut self.tx, run.policy, ids).await
    }

    /// The latest entry and value of what these rows measure, this run's included.
    pub(super) async fn known(
        &mut self,
        run: &UsageRun,
        rows: &[UsageRow],
    ) -> Result<HashMap<Key, (i64, i64)>, StoreError> {
        // A cross join, so that each row asked is looked up: a plain one may be turned round.
        let found: Vec<KnownRow> = write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new("with asked (place, measure, week) as (");
            query.push_values(rows, |mut one, row| {
                one.push_bind(row.place.to_string())
                    .push_bind(row.measure.code())
                    .push_bind(row.week.monday());
            });
            query.push(
                ") select v.place, v.measure, v.week, v.entry, v.value from asked a cross join usage_volume v where v.policy = ",
            );
            query.push_bind(run.policy.to_string());
            query.push(
                " and v.place = a.place and v.measure = a.measure and v.week = a.week \
                 and v.entry not in (select entry from usage_annulled) order by v.entry",
            );
            query.build_query_as().fetch_all(conn).await?
        });
        let mut known = HashMap::with_capacity(rows.len());
        for row in found {
            known.insert(row.key()?, (row.entry, row.value));
        }
        Ok(known)
    }
}

impl KnownRow {
    fn key(&self) -> Result<Key, Fault> {
        let place = UsagePlace::from_code(&self.place);
        let measure = Measure::from_code(&self.measure);
        Ok((
            readable("usage_volume", "place", self.entry, &self.place, place)?,
            readable("usage_volume", "measure", self.entry, &self.measure, measure)?,
            Week::of(self.week),
        ))
    }
}

pub(super) fn unknown(run: &UsageRun, units: &HashSet<UnitId>, place: UsagePlace) -> Option<UsageReason> {
    match place {
        UsagePlace::School(uai) if !run.schools.contains(&uai) => Some(UsageReason::UnknownSchool(uai)),
        UsagePlace::Unit(id) if !units.contains(&id) => Some(UsageReason::UnknownUnit(id)),
        _ => None,
    }
}
