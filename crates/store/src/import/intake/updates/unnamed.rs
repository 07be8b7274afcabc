//! Rows that name a class by its school and label: given its number where it is found within the territories of who brings the file,
//! else told with what they may know of its school.

use super::{
    decide::Writer,
    refuse,
    row::{REFUSED_MAX, RowReason, UpdateOutcome},
};
use crate::{
    adoption::rollup::CountedRow,
    engine::{
        fault::{Fault, StoreError, readable},
        write,
    },
    import::intake::{Intake, SchoolMark},
    territory::access_scope::push_unit_scope,
};
use domain::{
    Action, Uai,
    rights::{Object, authorize, authorize_absent, reach},
    school::places,
};

/// A row whose class was not found.
#[derive(sqlx_macros::FromRow)]
struct UnnamedRow {
    line: i64,
    school: String,
    year: String,
    label: String,
}

/// A class of its school in its year.
#[derive(sqlx_macros::FromRow)]
struct LabelRow {
    label: String,
    #[sqlx(flatten)]
    counted: CountedRow,
}

/// The most labels told.
const LABELS_TOLD: usize = 10;

impl Intake {
    /// Gives the rows that name a class the number it bears now, where it stands within the territories of who brings the file: a class has its name to the
    /// letter, or bore it once, whatever its spelling.
    pub(super) async fn name_rows(&mut self, asked: &Writer) -> Result<(), StoreError> {
        const BY_LABEL: &str = "update staged_update set unit_id = (select u.id from unit u where u.school = staged_update.school \
             and u.year = staged_update.year and u.label = staged_update.label and u.policy = ";
        const BY_NAME: &str = "update staged_update set unit_id = (select u.id from unit_name n join unit u on u.id = n.unit_id \
             where n.school = staged_update.school and n.year = staged_update.year and n.folded = staged_update.folded and n.policy = ";
        // All that bear a name, since another class may bear it by now; then those that are left.
        const AMONG: [&str; 2] = [") where school is not null", ") where unit_id is null"];
        let within = reach(&asked.by, Action::ImportAdoption, Some(asked.policy), asked.today);
        let within = &within;
        for (named, among) in [BY_LABEL, BY_NAME].into_iter().zip(AMONG) {
            write!(self.tx, |Db, conn| {
                let mut query = sqlx::QueryBuilder::<Db>::new(named);
                query.push_bind(asked.policy.to_string());
                push_unit_scope!(query, within);
                let query = query.push(among).build();
                query.execute(conn).await?;
            });
        }
        Ok(())
    }

    /// Refuses the rows whose class was not found: the place is asked first, then what is known of the school.
    pub(super) async fn refuse_unnamed(
        &mut self,
        asked: &Writer,
        outcome: &mut UpdateOutcome,
    ) -> Result<(), StoreError> {
        const COUNT: &str = "select count(*) from staged_update where unit_id is null";
        const UNNAMED: &str = "select line, school, year, label from staged_update where unit_id is null order by line limit $1";
        const CLASSES: &str = "select label, policy, year, levels, priority_education, estimated, district, department, academy \
             from unit where school = $1 and year = $2 and policy = $3 order by label";
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
            let school = self.school(uai).await?;
            let classes: Vec<LabelRow> = write!(self.tx, |conn| sqlx::query_as(CLASSES)
                .bind(&row.school)
                .bind(&row.year)
                .bind(asked.policy.as_str())
                .fetch_all(conn)
                .await?);
            let line = row.line.cast_unsigned();
            let reason = if asked.sees(school.as_ref(), &classes)? {
                why(row, uai, school.is_some(), classes)
            } else {
                RowReason::ForbiddenSchool
            };
            refuse(outcome, line, reason);
        }
        Ok(())
    }
}

impl Writer {
    /// Whether who brings the file may know what stands in a school, or that there is none: by where it stands now, or by where its classes of the year do.
    fn sees(&self, school: Option<&SchoolMark>, classes: &[LabelRow]) -> Result<bool, Fault> {
        let (action, policy) = (Action::ImportAdoption, Some(self.policy));
        let Some(school) = school else {
            return Ok(authorize_absent(&self.by, action, policy, self.today).is_ok());
        };
        let kept = classes
            .iter()
            .map(|class| Ok(class.counted.counted()?.lineage()))
            .collect::<Result<Vec<_>, Fault>>()?;
        let object = Object {
            policy,
            lineage: &places(&school.lineage, &kept),
        };
        Ok(authorize(&self.by, action, &object, self.today).is_ok())
    }
}

/// Why the row of a school that may be known is refused.
fn why(row: UnnamedRow, school: Uai, there: bool, classes: Vec<LabelRow>) -> RowReason {
    if !there {
        return RowReason::UnknownSchool(school);
    }
    // Who brings the file sees its school by the place of another class of it.
    if classes.iter().any(|class| class.label == row.label) {
        return RowReason::Forbidden;
    }
    let known = classes.into_iter().map(|class| class.label);
    RowReason::UnknownUnit {
        school,
        label: row.label,
        known: known.take(LABELS_TOLD).collect(),
    }
}
