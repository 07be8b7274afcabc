//! Staged measures compared with what is known, in SQL: a million of them are not handed over to be looked at one by one.

use super::{UsageAsk, UsageOutcome, UsageReason};
use crate::{
    engine::{
        fault::{Fault, StoreError, readable},
        write,
    },
    import::intake::Intake,
};
use domain::UnitId;
use std::ops::RangeInclusive;

/// The most refused rows that are told one by one.
const REFUSED_MAX: i64 = 1_000;

/// A refused row.
#[derive(sqlx_macros::FromRow)]
struct RefusedRow {
    line: i64,
    school: Option<String>,
    unit_id: Option<i64>,
    why: String,
    /// All that are refused.
    total: i64,
}

/// Rows as they compare with what is known.
#[derive(sqlx_macros::FromRow)]
struct ComparedRow {
    first: i64,
    corrected: i64,
    same: i64,
}

/// The value known of a staged row's week: that of the latest entry that was not taken back.
macro_rules! known {
    () => {
        "(select v.value from usage_volume v where v.policy = $1 and v.place = s.place and v.measure = s.measure and v.week = s.week \
         and v.entry not in (select entry from usage_annulled) order by v.entry desc limit 1)"
    };
}

impl Intake {
    /// Refuses the rows of a school or a unit that is not there, and those that say again what an earlier one said.
    pub(super) async fn refuse_usage(
        &mut self,
        ask: &UsageAsk<'_>,
        outcome: &mut UsageOutcome,
    ) -> Result<(), StoreError> {
        // A unit is asked for by number alone: asked for the policy too, SQLite would rather walk all of its units.
        const REFUSED: &str = "select line, school, unit_id, why, count(*) over () as total from (select s.rank, s.line, s.school, s.unit_id, case \
             when s.school is not null and not exists (select 1 from school where uai = s.school) then 'school' \
             when s.unit_id is not null and (select u.policy from unit u where u.id = s.unit_id) is distinct from $1 then 'unit' \
             when exists (select 1 from staged_usage f where f.place = s.place and f.measure = s.measure and f.week = s.week \
             and f.rank < s.rank) then 'twice' end as why from staged_usage s) judged where why is not null order by rank limit $2";
        let rows: Vec<RefusedRow> = write!(self.tx, |conn| sqlx::query_as(REFUSED)
            .bind(ask.policy.as_str())
            .bind(REFUSED_MAX)
            .fetch_all(conn)
            .await?);
        outcome.refused_total = rows.first().map_or(0, |row| row.total.cast_unsigned());
        let refused = rows.into_iter().map(RefusedRow::refused);
        outcome.refused = refused.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Counts what the rows of some ranks would change.
    pub(super) async fn compare_usage(
        &mut self,
        ask: &UsageAsk<'_>,
        ranks: RangeInclusive<u64>,
        outcome: &mut UsageOutcome,
    ) -> Result<(), StoreError> {
        const COMPARE: &str = concat!(
            // Materialized, else each of the three would look for it.
            "with compared as materialized (select s.value, ",
            known!(),
            " as known from staged_usage s where s.rank between $2 and $3) select count(*) filter (where known is null) as first, \
             count(*) filter (where known <> value) as corrected, count(*) filter (where known = value) as same from compared"
        );
        let row: ComparedRow = write!(self.tx, |conn| sqlx::query_as(COMPARE)
            .bind(ask.policy.as_str())
            .bind(ranks.start().cast_signed())
            .bind(ranks.end().cast_signed())
            .fetch_one(conn)
            .await?);
        outcome.measured += (row.first + row.corrected).cast_unsigned();
        outcome.corrected += row.corrected.cast_unsigned();
        outcome.same += row.same.cast_unsigned();
        Ok(())
    }

    /// Writes what the rows of some ranks say anew, under an entry.
    pub(super) async fn write_usage(
        &mut self,
        ask: &UsageAsk<'_>,
        ranks: RangeInclusive<u64>,
        entry: i64,
    ) -> Result<(), StoreError> {
        const WRITE: &str = concat!(
            "insert into usage_volume (policy, place, measure, week, entry, value) \
             select $1, s.place, s.measure, s.week, $4, s.value from staged_usage s where s.rank between $2 and $3 and ",
            known!(),
            " is distinct from s.value"
        );
        write!(self.tx, |conn| {
            sqlx::query(WRITE)
                .bind(ask.policy.as_str())
                .bind(ranks.start().cast_signed())
                .bind(ranks.end().cast_signed())
                .bind(entry)
                .execute(conn)
                .await?;
        });
        Ok(())
    }
}

impl RefusedRow {
    fn refused(self) -> Result<(u64, UsageReason), Fault> {
        const TABLE: &str = "staged_usage";
        let reason = match self.why.as_str() {
            "school" => {
                let school = self.school.unwrap_or_default();
                let uai = readable(TABLE, "school", self.line, &school, school.parse().ok())?;
                UsageReason::UnknownSchool(uai)
            }
            "unit" => UsageReason::UnknownUnit(UnitId(self.unit_id.unwrap_or_default())),
            _ => UsageReason::Twice,
        };
        Ok((self.line.cast_unsigned(), reason))
    }
}
