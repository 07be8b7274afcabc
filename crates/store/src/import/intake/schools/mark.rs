//! What an import knows of the schools that are there.

use crate::{
    engine::{
        fault::{Fault, StoreError, readable},
        write,
    },
    import::intake::Intake,
    territory::lineage,
};
use domain::{PriorityEducation, Uai, school::SchoolKind, territory::Lineage};
use std::collections::HashMap;

/// What a unit takes from its school on the day it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolMark {
    /// What it teaches.
    pub kind: SchoolKind,
    /// The territories that it stands in.
    pub lineage: Lineage,
    /// Its mark.
    pub priority_education: PriorityEducation,
    /// Whether it is open.
    pub open: bool,
}

#[derive(sqlx_macros::FromRow)]
struct MarkRow {
    uai: String,
    kind: String,
    department: String,
    district: Option<String>,
    priority_education: String,
    open: bool,
}

impl Intake {
    /// Every school that is known, with what a unit takes from it.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn schools(&mut self) -> Result<HashMap<Uai, SchoolMark>, StoreError> {
        const MARKS: &str = "select uai, kind, department, district, priority_education, open from school";
        let rows: Vec<MarkRow> = write!(self.tx, |conn| sqlx::query_as(MARKS).fetch_all(conn).await?);
        Ok(rows.into_iter().map(MarkRow::mark).collect::<Result<_, _>>()?)
    }

    /// A school; none when unknown.
    pub(in crate::import::intake) async fn school(
        &mut self,
        uai: Uai,
    ) -> Result<Option<SchoolMark>, StoreError> {
        const MARK: &str =
            "select uai, kind, department, district, priority_education, open from school where uai = $1";
        let row: Option<MarkRow> = write!(self.tx, |conn| sqlx::query_as(MARK)
            .bind(uai.to_string())
            .fetch_optional(conn)
            .await?);
        Ok(row.map(MarkRow::mark).transpose()?.map(|(_, mark)| mark))
    }
}

impl MarkRow {
    fn mark(self) -> Result<(Uai, SchoolMark), Fault> {
        let uai: Uai = readable("school", "uai", &self.uai, &self.uai, self.uai.parse().ok())?;
        let lineage = lineage("school", &self.uai, &self.department, self.district.as_deref())?;
        let pe = &self.priority_education;
        let mark = SchoolMark {
            kind: readable(
                "school",
                "kind",
                &self.uai,
                &self.kind,
                SchoolKind::from_code(&self.kind),
            )?,
            lineage,
            priority_education: readable(
                "school",
                "priority_education",
                &self.uai,
                pe,
                PriorityEducation::from_code(pe),
            )?,
            open: self.open,
        };
        Ok((uai, mark))
    }
}
