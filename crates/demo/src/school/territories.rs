//! Territories of the invented nation, down to the circonscriptions of its schools.

use super::DemoSchool;
use domain::territory::{Territory, country};
use std::collections::BTreeMap;

/// France, its académies, its départements, and the circonscriptions of the schools.
pub fn territories(schools: &[DemoSchool]) -> Vec<Territory> {
    let mut list = country();
    let mut districts = BTreeMap::new();
    for school in schools {
        if let Some(code) = school.school.district {
            districts
                .entry(code)
                .or_insert_with(|| (school.district_name.clone(), school.school.department));
        }
    }
    list.extend(districts.into_iter().map(|(code, (name, parent))| Territory {
        code,
        name,
        parent: Some(parent),
    }));
    list
}
