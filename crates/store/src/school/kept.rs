//! The territories that the units of schools keep for their year: where each school stood when they entered.

use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        push_list, read, write,
    },
    territory::lineage,
    transaction::Tx,
};
use chrono::NaiveDate;
use domain::{SchoolYear, Uai, territory::Lineage};
use std::collections::HashMap;

/// The lineages that the units of some schools keep, each once, that of the first unit first.
pub(crate) type KeptLineages = HashMap<Uai, Vec<Lineage>>;

/// Schools in one `in (…)`.
const SCHOOLS_PER_STATEMENT: usize = 1_000;

#[derive(sqlx_macros::FromRow)]
struct KeptRow {
    school: String,
    department: String,
    district: Option<String>,
}

macro_rules! push_kept {
    ($query:expr, $year:expr, $schools:expr) => {{
        $query.push_bind($year.to_string()).push(" and school in (");
        push_list!($query, school in $schools => school.to_string());
        $query.push(") group by school, department, district order by school, min(id)");
    }};
}

const KEPT: &str = "select school, department, district from unit where year = ";

fn gather(rows: Vec<KeptRow>, kept: &mut KeptLineages) -> Result<(), Fault> {
    for row in rows {
        let school = readable(
            "unit",
            "school",
            &row.school,
            &row.school,
            row.school.parse().ok(),
        )?;
        let stands = lineage("unit", &row.school, &row.department, row.district.as_deref())?;
        kept.entry(school).or_default().push(stands);
    }
    Ok(())
}

/// The lineages that the units of some schools keep in a school year, whatever their policy.
pub(crate) async fn kept_lineages(
    tx: &mut Tx,
    year: SchoolYear,
    schools: &[Uai],
) -> Result<KeptLineages, StoreError> {
    let mut kept = KeptLineages::new();
    for chunk in schools.chunks(SCHOOLS_PER_STATEMENT) {
        let rows: Vec<KeptRow> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(KEPT);
            push_kept!(query, year, chunk);
            query.build_query_as().fetch_all(conn).await?
        });
        gather(rows, &mut kept)?;
    }
    Ok(kept)
}

impl Store {
    /// The lineages that the units of a school keep in a school year, each once; none where it has no unit.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn kept_lineages(&self, year: SchoolYear, school: Uai) -> Result<Vec<Lineage>, StoreError> {
        let rows: Vec<KeptRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(KEPT);
            push_kept!(query, year, [school]);
            query.build_query_as().fetch_all(pool).await?
        });
        let mut kept = KeptLineages::new();
        gather(rows, &mut kept)?;
        Ok(kept.remove(&school).unwrap_or_default())
    }

    /// The day on which a directory last told a school elsewhere than before; none where it never did.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn school_moved_on(&self, school: Uai) -> Result<Option<NaiveDate>, StoreError> {
        const MOVED: &str = "select moved_on from school where uai = $1";
        let found: Option<Option<NaiveDate>> = read!(self, |pool| sqlx::query_scalar(MOVED)
            .bind(school.to_string())
            .fetch_optional(pool)
            .await?);
        Ok(found.flatten())
    }
}
