//! Rows whose class was not found, told with what is known of its school.

use super::{
    refuse,
    row::{REFUSED_MAX, RowReason, UpdateOutcome},
};
use crate::{
    engine::{
        fault::{StoreError, readable},
        write,
    },
    import::intake::Intake,
};
use domain::{PolicyCode, Uai};

/// A row whose class was not found.
#[derive(sqlx_macros::FromRow)]
struct UnnamedRow {
    line: i64,
    school: String,
    year: String,
    label: String,
}

impl Intake {
    /// Refuses the rows whose class was not found, with what is known of it.
    pub(super) async fn refuse_unnamed(
        &mut self,
        policy: PolicyCode,
        outcome: &mut UpdateOutcome,
    ) -> Result<(), StoreError> {
        const COUNT: &str = "select count(*) from staged_update where unit_id is null";
        const UNNAMED: &str = "select line, school, year, label from staged_update where unit_id is null order by line limit $1";
        const SCHOOL: &str = "select count(*) from school where uai = $1";
        const LABELS: &str =
            "select label from unit where school = $1 and year = $2 and policy = $3 order by label limit 10";
        let unnamed: i64 = write!(self.tx, |conn| sqlx::query_scalar(COUNT).fetch_one(conn).await?);
        let told = REFUSED_MAX as u64;
        let rows: Vec<UnnamedRow> = write!(self.tx, |conn| sqlx::query_as(UNNAMED)
            .bind(told.cast_signed())
            .fetch_all(conn)
            .await?);
        outcome.refused_total += unnamed.cast_unsigned() - rows.len() as u64;
        for row in rows {
            let uai = row.school.parse().ok();
            let uai: Uai = readable("staged_update", "school", row.line, &row.school, uai)?;
            let schools: i64 = write!(self.tx, |conn| sqlx::query_scalar(SCHOOL)
                .bind(&row.school)
                .fetch_one(conn)
                .await?);
            let known: Vec<String> = write!(self.tx, |conn| sqlx::query_scalar(LABELS)
                .bind(&row.school)
                .bind(&row.year)
                .bind(policy.as_str())
                .fetch_all(conn)
                .await?);
            let reason = match schools {
                0 => RowReason::UnknownSchool(uai),
                _ => RowReason::UnknownUnit {
                    school: uai,
                    label: row.label,
                    known,
                },
            };
            refuse(outcome, row.line.cast_unsigned(), reason);
        }
        Ok(())
    }
}
