//! What stood in the schools of a chunk before the file.

mod by_hand;
mod row;

use super::{
    ClassKey,
    chunk::{SchoolChunk, SchoolLines, StagedRow},
};
use crate::{
    engine::{fault::StoreError, write},
    import::intake::Intake,
};
use domain::{PolicyCode, SchoolYear, Uai, UnitId, adoption::census::CensusUnit};
use row::{CensusRow, NameRow};
use std::collections::{BTreeMap, HashMap};

/// Schools in one `in (…)`.
const SCHOOLS_PER_STATEMENT: usize = 1_000;

/// The units of schools, by where they stand.
type Standing = HashMap<ClassKey, Vec<CensusUnit>>;

impl Intake {
    /// Gathers sorted lines by school, each with the units that stand there.
    pub(super) async fn standing(
        &mut self,
        policy: PolicyCode,
        rows: Vec<StagedRow>,
    ) -> Result<SchoolChunk, StoreError> {
        let mut schools = Vec::<SchoolLines>::new();
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.next() {
            let (key, priority_education) = (first.key()?, first.mark()?);
            let mut own = Vec::new();
            while let Some(row) = rows.next_if(|row| row.is_with(&first)) {
                own.push(row);
            }
            let lines = std::iter::once(first).chain(own).map(StagedRow::class);
            schools.push(SchoolLines {
                key,
                lines: lines.collect::<Result<_, _>>()?,
                standing: Vec::new(),
                priority_education,
            });
        }
        let mut standing = Standing::new();
        for of_year in schools.chunk_by(|a, b| a.key.year == b.key.year) {
            for chunk in of_year.chunks(SCHOOLS_PER_STATEMENT) {
                let Some(first) = chunk.first() else { continue };
                let uais: Vec<Uai> = chunk.iter().map(|school| school.key.school).collect();
                let units = self.load_standing(policy, first.key.year, &uais).await?;
                standing.extend(units);
            }
        }
        for school in &mut schools {
            school.standing = standing.remove(&school.key).unwrap_or_default();
        }
        Ok(SchoolChunk(schools))
    }

    /// The units of some schools in a year, each with the names it bore and what was written of it by hand.
    async fn load_standing(
        &mut self,
        policy: PolicyCode,
        year: SchoolYear,
        schools: &[Uai],
    ) -> Result<Standing, StoreError> {
        // By school first: the index of identities begins with it.
        let rows: Vec<CensusRow> = write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(row::STANDING);
            let mut list = query.separated(", ");
            for school in schools {
                list.push_bind(school.to_string());
            }
            query.push(") and u.year = ").push_bind(year.to_string());
            query.push(" and u.policy = ").push_bind(policy.to_string());
            query.build_query_as().persistent(false).fetch_all(conn).await?
        });
        if rows.is_empty() {
            return Ok(Standing::new());
        }
        let names: Vec<NameRow> = write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(row::NAMES);
            let mut list = query.separated(", ");
            for school in schools {
                list.push_bind(school.to_string());
            }
            query.push(") and year = ").push_bind(year.to_string());
            query.push(" and policy = ").push_bind(policy.to_string());
            query.build_query_as().persistent(false).fetch_all(conn).await?
        });
        let mut borne = BTreeMap::<UnitId, Vec<String>>::new();
        for name in names {
            borne.entry(UnitId(name.unit_id)).or_default().push(name.label);
        }
        let ids: Vec<UnitId> = rows.iter().map(CensusRow::id).collect();
        let mut by_hand = self.by_hand(&ids).await?;
        let mut standing = Standing::new();
        for row in rows {
            let school = row.school()?;
            let mut unit = row.unit()?;
            unit.former = borne.remove(&unit.id).unwrap_or_default();
            unit.former.retain(|name| *name != unit.facts.label);
            unit.by_hand = by_hand.remove(&unit.id).unwrap_or_default();
            standing.entry(ClassKey { year, school }).or_default().push(unit);
        }
        Ok(standing)
    }
}
