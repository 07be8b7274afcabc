//! Facts of schools that a file needs beside their marks: their names, and the lineages that their units of each year keep.

use crate::{
    engine::{
        fault::{Fault, StoreError, readable},
        push_list, write,
    },
    import::intake::{ClassKey, Intake},
    territory::{access_scope::push_access_scope, lineage, territory_code},
};
use domain::{PolicyCode, TerritoryCode, Uai, rights::AccessScope, territory::Lineage};
use std::collections::HashMap;

/// The lineages that the units of schools keep, by school and year.
pub type KeptPlaces = HashMap<ClassKey, Vec<Lineage>>;

#[derive(sqlx_macros::FromRow)]
struct KeptPlaceRow {
    school: String,
    year: String,
    department: String,
    district: Option<String>,
}

impl KeptPlaceRow {
    fn kept(self) -> Result<(ClassKey, Lineage), Fault> {
        let (school, year) = (self.school.parse().ok(), self.year.parse().ok());
        let key = ClassKey {
            year: readable("unit", "year", &self.school, &self.year, year)?,
            school: readable("unit", "school", &self.school, &self.school, school)?,
        };
        let stands = lineage("unit", &self.school, &self.department, self.district.as_deref())?;
        Ok((key, stands))
    }
}

impl Intake {
    /// Lineages of units within an access scope, by school and year: a school that left the scope stays open through them. Empty for who reads everywhere.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn kept_places(
        &mut self,
        policy: PolicyCode,
        within: &AccessScope,
    ) -> Result<KeptPlaces, StoreError> {
        let mut kept = KeptPlaces::new();
        if *within == AccessScope::Everywhere {
            return Ok(kept);
        }
        let rows: Vec<KeptPlaceRow> = write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select distinct u.school, u.year, u.department, u.district from unit u where u.policy = ",
            );
            query.push_bind(policy.to_string());
            push_access_scope!(query, within, "u.department", "u.district");
            query.build_query_as().fetch_all(conn).await?
        });
        for row in rows {
            let (key, stands) = row.kept()?;
            kept.entry(key).or_default().push(stands);
        }
        Ok(kept)
    }

    /// The names of some schools, each with its commune.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn school_names(&mut self, schools: &[Uai]) -> Result<HashMap<Uai, String>, StoreError> {
        let mut names = HashMap::new();
        for chunk in schools.chunks(1_000) {
            let rows: Vec<(String, String, String)> = write!(self.tx, |Db, conn| {
                let mut query =
                    sqlx::QueryBuilder::<Db>::new("select uai, name, commune from school where uai in (");
                push_list!(query, school in chunk => school.to_string());
                query.push(")").build_query_as().fetch_all(conn).await?
            });
            for (uai, name, commune) in rows {
                let school = readable("school", "uai", &uai, &uai, uai.parse().ok())?;
                names.insert(school, format!("{name} ({commune})"));
            }
        }
        Ok(names)
    }

    /// The names of every territory.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn territory_names(&mut self) -> Result<HashMap<TerritoryCode, String>, StoreError> {
        const NAMES: &str = "select code, name from territory";
        let rows: Vec<(String, String)> =
            write!(self.tx, |conn| sqlx::query_as(NAMES).fetch_all(conn).await?);
        let named =
            |(code, name): (String, String)| Ok((territory_code("territory", "code", &code, &code)?, name));
        rows.into_iter().map(named).collect()
    }
}
