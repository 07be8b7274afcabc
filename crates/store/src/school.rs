//! Schools: one, and the search by name, commune or UAI.

mod kept;

use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read, write,
    },
    territory::{access_scope::push_territory_scope, lineage, territory_code},
    transaction::Tx,
};
use domain::{
    PriorityEducation, SchoolYear, TerritoryCode, Uai,
    rights::AccessScope,
    school::{School, SchoolKind},
    search::fold,
    territory::Lineage,
};
pub(crate) use kept::kept_lineages;

/// The most answers a search gives.
pub const SEARCH_LIMIT: i64 = 30;

/// A row of the table, as it is read and written.
#[derive(PartialEq, sqlx_macros::FromRow)]
pub(crate) struct SchoolRow {
    pub uai: String,
    pub name: String,
    pub kind: String,
    pub commune: String,
    pub postal_code: String,
    pub department: String,
    pub district: Option<String>,
    pub priority_education: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub open: bool,
}

impl SchoolRow {
    /// The row of a school.
    pub(crate) fn of(school: &School) -> Self {
        Self {
            uai: school.uai.to_string(),
            name: school.name.clone(),
            kind: school.kind.code().to_owned(),
            commune: school.commune.clone(),
            postal_code: school.postal_code.clone(),
            department: school.department.to_string(),
            district: school.district.map(|district| district.to_string()),
            priority_education: school.priority_education.code().to_owned(),
            latitude: school.position.map(|position| position.0),
            longitude: school.position.map(|position| position.1),
            open: school.open,
        }
    }

    /// Its lineage.
    pub(crate) fn lineage(&self) -> Result<Lineage, Fault> {
        lineage("school", &self.uai, &self.department, self.district.as_deref())
    }

    fn school(self) -> Result<School, Fault> {
        let mark = &self.priority_education;
        let code = |column, found: &str| territory_code("school", column, &self.uai, found);
        Ok(School {
            uai: readable("school", "uai", &self.uai, &self.uai, self.uai.parse().ok())?,
            kind: readable(
                "school",
                "kind",
                &self.uai,
                &self.kind,
                SchoolKind::from_code(&self.kind),
            )?,
            department: code("department", &self.department)?,
            district: self
                .district
                .as_deref()
                .map(|found| code("district", found))
                .transpose()?,
            priority_education: readable(
                "school",
                "priority_education",
                &self.uai,
                mark,
                PriorityEducation::from_code(mark),
            )?,
            position: self.latitude.zip(self.longitude),
            name: self.name,
            commune: self.commune,
            postal_code: self.postal_code,
            open: self.open,
        })
    }
}

const SCHOOL: &str = "select uai, name, kind, commune, postal_code, department, district, priority_education, \
     latitude, longitude, open from school where uai = $1";

/// The school of a UAI, inside a write; none when unknown.
pub(crate) async fn load(tx: &mut Tx, uai: Uai) -> Result<Option<School>, StoreError> {
    let row: Option<SchoolRow> = write!(tx, |conn| sqlx::query_as(SCHOOL)
        .bind(uai.to_string())
        .fetch_optional(conn)
        .await?);
    Ok(row.map(SchoolRow::school).transpose()?)
}

/// The lineage of a school; its département is of an académie.
pub(crate) fn lineage_of(school: &School) -> Result<Lineage, Fault> {
    let found = school.department.to_string();
    readable("school", "department", school.uai, &found, school.lineage())
}

impl Store {
    /// The school of a UAI; none when unknown.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, StoreError> {
        let row: Option<SchoolRow> = read!(self, |pool| sqlx::query_as(SCHOOL)
            .bind(uai.to_string())
            .fetch_optional(pool)
            .await?);
        Ok(row.map(SchoolRow::school).transpose()?)
    }

    /// Every school of a circonscription, by name.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn schools_of_district(&self, district: TerritoryCode) -> Result<Vec<School>, StoreError> {
        const SCHOOLS: &str = "select uai, name, kind, commune, postal_code, department, district, priority_education, \
             latitude, longitude, open from school where district = $1 order by search";
        let rows: Vec<SchoolRow> = read!(self, |pool| sqlx::query_as(SCHOOLS)
            .bind(district.as_str())
            .fetch_all(pool)
            .await?);
        Ok(rows
            .into_iter()
            .map(SchoolRow::school)
            .collect::<Result<_, _>>()?)
    }

    /// The schools whose name, commune, postal code or UAI hold every word of a text, blind to case and accents: at most [`SEARCH_LIMIT`], by name.
    /// An empty text finds nothing; `within` says where the reader may look: where a school stands today, or where its units of `year` do.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn search(
        &self,
        text: &str,
        within: &AccessScope,
        year: Option<SchoolYear>,
    ) -> Result<Vec<School>, StoreError> {
        let folded = fold(text);
        let words: Vec<&str> = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .take(8)
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<SchoolRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select uai, name, kind, commune, postal_code, department, district, priority_education, \
                 latitude, longitude, open from school where 1 = 1",
            );
            for word in words {
                // A folded word holds letters and digits only: no wildcard of `like` among them.
                query.push(" and search like ").push_bind(format!("%{word}%"));
            }
            if *within != AccessScope::Everywhere {
                query.push(" and (");
                push_territory_scope!(query, within, "department");
                query.push(" or ");
                push_territory_scope!(query, within, "district");
                query.push(" or exists (select 1 from unit u where u.school = school.uai and u.year = ");
                query.push_bind(year.map(|year| year.to_string()).unwrap_or_default());
                query.push(" and (");
                push_territory_scope!(query, within, "u.department");
                query.push(" or ");
                push_territory_scope!(query, within, "u.district");
                query.push(")))");
            }
            query.push(" order by search, uai limit ").push_bind(SEARCH_LIMIT);
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(rows
            .into_iter()
            .map(SchoolRow::school)
            .collect::<Result<_, _>>()?)
    }
}
