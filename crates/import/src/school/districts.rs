//! The circonscriptions that the file names, and the schools that it seats in them.

use super::{DISTRICT, DISTRICT_CODE, Directory, Listed, values::district_name};
use crate::reading::headers::Row;
use domain::{
    TerritoryCode, Uai,
    school::{School, SchoolKind},
    search::fold,
    territory::{Territory, country},
};
use std::collections::HashMap;
use store::intake::SchoolMark;

/// How many schools the file does not seat in a circonscription.
pub(super) struct Seated {
    /// Those that keep the one they had.
    pub(super) kept: u64,
    /// Those that have none.
    pub(super) lost: u64,
}

impl Directory {
    /// The circonscription that a school's own line tells by its code: it is made where no line of its own did, or will.
    pub(super) fn told_district(
        &mut self,
        row: &Row<'_>,
        kind: SchoolKind,
        department: TerritoryCode,
    ) -> Option<TerritoryCode> {
        if kind == SchoolKind::Middle {
            return None;
        }
        let code = row
            .text(DISTRICT_CODE)
            .parse()
            .ok()
            .and_then(TerritoryCode::district)?;
        let name = district_name(row.text(DISTRICT));
        let name = if name.is_empty() { code.to_string() } else { name };
        self.told.entry(code).or_insert((name, department));
        Some(code)
    }

    /// The schools, each with its circonscription, by name in its département, else the one it has already.
    pub(super) fn seated(&self, known: &HashMap<Uai, SchoolMark>) -> (Vec<School>, Seated) {
        let by_name: HashMap<(TerritoryCode, String), TerritoryCode> = self
            .districts
            .iter()
            .map(|(code, (name, department))| ((*department, fold(name)), *code))
            .collect();
        let (mut kept, mut lost) = (0, 0);
        let mut schools = Vec::with_capacity(self.schools.len());
        for Listed { school, district } in &self.schools {
            let named = school
                .district
                .or_else(|| by_name.get(&(school.department, district.clone())).copied());
            let before = known
                .get(&school.uai)
                .filter(|before| {
                    before.lineage.department == school.department && school.kind != SchoolKind::Middle
                })
                .and_then(|before| before.lineage.district);
            kept += u64::from(named.is_none() && before.is_some());
            let district = named.or(before);
            lost += u64::from(district.is_none() && school.kind != SchoolKind::Middle);
            schools.push(School {
                district,
                ..school.clone()
            });
        }
        (schools, Seated { kept, lost })
    }

    pub(super) fn territories(&self) -> Vec<Territory> {
        let mut list = country();
        let districts = self.districts.iter();
        list.extend(districts.map(|(code, (name, parent))| Territory {
            code: *code,
            name: name.clone(),
            parent: Some(*parent),
        }));
        list
    }
}
