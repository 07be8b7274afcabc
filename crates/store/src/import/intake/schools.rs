//! Territories and schools of a directory: made, changed, or left as they are.

mod first_district;
mod known;
mod mark;

use super::Intake;
use crate::{
    engine::{
        fault::{Fault, StoreError},
        push_list, write,
    },
    school::{SchoolRow, lineage_of},
};
use domain::{
    calendar::paris_day,
    school::{School, SchoolMove},
    territory::Territory,
};
pub use known::KeptPlaces;
pub use mark::SchoolMark;
use std::collections::HashMap;

/// What a list changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New rows.
    pub created: u64,
    /// Rows that now say something else.
    pub changed: u64,
    /// Rows that said so already.
    pub same: u64,
    /// Units without a circonscription that got the first one of their school.
    pub placed: u64,
}

impl std::ops::AddAssign for Changes {
    fn add_assign(&mut self, other: Self) {
        self.created += other.created;
        self.changed += other.changed;
        self.same += other.same;
        self.placed += other.placed;
    }
}

/// Rows of schools, by UAI.
type KnownRows = HashMap<String, SchoolRow>;

/// 13 values a row, under SQLite's 32,766 values a statement.
const ROWS_PER_STATEMENT: usize = 1_000;

impl Intake {
    /// Makes or renames territories; parents come before their children.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when a parent does not exist.
    pub async fn put_territories(&mut self, territories: &[Territory]) -> Result<Changes, StoreError> {
        const KNOWN: &str = "select name, parent from territory where code = $1";
        const PUT: &str = "insert into territory (code, kind, name, parent) values ($1, $2, $3, $4) \
             on conflict (code) do update set name = excluded.name, parent = excluded.parent";
        let mut changes = Changes::default();
        for territory in territories {
            let parent = territory.parent.map(|parent| parent.to_string());
            let code = territory.code.to_string();
            let known: Option<(String, Option<String>)> = write!(self.tx, |conn| sqlx::query_as(KNOWN)
                .bind(&code)
                .fetch_optional(conn)
                .await?);
            match known {
                Some((name, before)) if name == territory.name && before == parent => {
                    changes.same += 1;
                    continue;
                }
                Some(_) => changes.changed += 1,
                None => changes.created += 1,
            }
            self.changed = true;
            if !self.is_writing() {
                continue;
            }
            let kind = territory.code.kind().code();
            write!(self.tx, |conn| {
                sqlx::query(PUT)
                    .bind(&code)
                    .bind(kind)
                    .bind(&territory.name)
                    .bind(parent)
                    .execute(conn)
                    .await?;
            });
        }
        Ok(changes)
    }

    /// Makes or changes schools; their territories exist. One that moves leaves its units where they stand; the first circonscription of a school is given to its
    /// units that have none.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when a territory does not exist.
    pub async fn put_schools(&mut self, schools: &[School]) -> Result<Changes, StoreError> {
        let mut changes = Changes::default();
        for chunk in schools.chunks(ROWS_PER_STATEMENT) {
            let known = self.known_rows(chunk).await?;
            let same = chunk
                .iter()
                .filter(|school| known.get(&school.uai.to_string()) == Some(&SchoolRow::of(school)));
            let (before, same) = (known.len() as u64, same.count() as u64);
            changes.created += chunk.len() as u64 - before;
            changes.changed += before - same;
            changes.same += same;
            if same < chunk.len() as u64 {
                self.changed = true;
                self.written += chunk.len() as u64 - same;
                if self.is_writing() {
                    self.upsert_schools(chunk, &known).await?;
                }
            }
            changes.placed += self.give_first_districts(chunk, &known).await?;
        }
        Ok(changes)
    }

    /// The rows of these schools that are known.
    async fn known_rows(&mut self, schools: &[School]) -> Result<KnownRows, StoreError> {
        let rows: Vec<SchoolRow> = write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select uai, name, kind, commune, postal_code, department, district, priority_education, latitude, longitude, open \
                 from school where uai in (",
            );
            push_list!(query, school in schools => school.uai.to_string());
            query.push(")").build_query_as().fetch_all(conn).await?
        });
        Ok(rows.into_iter().map(|row| (row.uai.clone(), row)).collect())
    }

    async fn upsert_schools(&mut self, schools: &[School], known: &KnownRows) -> Result<(), StoreError> {
        let today = paris_day(self.tx.at);
        let moved_on = |school: &School| {
            let Some(before) = known.get(&school.uai.to_string()) else {
                return Ok(None);
            };
            let moves = SchoolMove::between(&before.lineage()?, &lineage_of(school)?) == SchoolMove::Moves;
            Ok::<_, Fault>(moves.then_some(today))
        };
        let moved_on = schools.iter().map(moved_on).collect::<Result<Vec<_>, _>>()?;
        write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "insert into school (uai, name, kind, commune, postal_code, department, district, priority_education, \
                 latitude, longitude, open, search, moved_on) ",
            );
            query.push_values(schools.iter().zip(moved_on), |mut values, (school, moved_on)| {
                let row = SchoolRow::of(school);
                values
                    .push_bind(row.uai)
                    .push_bind(row.name)
                    .push_bind(row.kind)
                    .push_bind(row.commune);
                values
                    .push_bind(row.postal_code)
                    .push_bind(row.department)
                    .push_bind(row.district);
                values
                    .push_bind(row.priority_education)
                    .push_bind(row.latitude)
                    .push_bind(row.longitude);
                values
                    .push_bind(row.open)
                    .push_bind(school.search_text())
                    .push_bind(moved_on);
            });
            query.push(
                " on conflict (uai) do update set name = excluded.name, kind = excluded.kind, commune = excluded.commune, \
                 postal_code = excluded.postal_code, department = excluded.department, district = excluded.district, \
                 priority_education = excluded.priority_education, latitude = excluded.latitude, \
                 longitude = excluded.longitude, open = excluded.open, search = excluded.search, \
                 moved_on = coalesce(excluded.moved_on, school.moved_on)",
            );
            query.build().execute(conn).await?;
        });
        Ok(())
    }
}
