//! What stood in the schools of a chunk before the file.

use super::{
    ClassKey,
    chunk::{ClassReading, SchoolChunk, SchoolLines, StagedRow},
};
use crate::{
    adoption::census_units, engine::fault::StoreError, import::intake::Intake, school::kept_lineages,
};
use domain::{Uai, adoption::census::CensusUnit, territory::Lineage};
use std::collections::HashMap;

/// Schools in one `in (…)`.
const SCHOOLS_PER_STATEMENT: usize = 1_000;

/// The units of schools, by where they stand.
type Standing = HashMap<ClassKey, Vec<CensusUnit>>;

impl Intake {
    /// Gathers sorted lines by school, each with the units that stand there.
    pub(super) async fn standing(
        &mut self,
        reading: &ClassReading,
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
                kept: Vec::new(),
                priority_education,
            });
        }
        let (mut standing, mut kept) = (Standing::new(), HashMap::<ClassKey, Vec<Lineage>>::new());
        for of_year in schools.chunk_by(|a, b| a.key.year == b.key.year) {
            for chunk in of_year.chunks(SCHOOLS_PER_STATEMENT) {
                let Some(first) = chunk.first() else { continue };
                let uais: Vec<Uai> = chunk.iter().map(|school| school.key.school).collect();
                let year = first.key.year;
                let units = census_units(&mut self.tx, reading.policy, year, &uais, reading.entries).await?;
                standing.extend(
                    units
                        .into_iter()
                        .map(|(school, units)| (ClassKey { year, school }, units)),
                );
                let lineages = kept_lineages(&mut self.tx, year, &uais).await?.into_iter();
                kept.extend(lineages.map(|(school, kept)| (ClassKey { year, school }, kept)));
            }
        }
        for school in &mut schools {
            school.standing = standing.remove(&school.key).unwrap_or_default();
            school.kept = kept.remove(&school.key).unwrap_or_default();
        }
        Ok(SchoolChunk(schools))
    }
}
