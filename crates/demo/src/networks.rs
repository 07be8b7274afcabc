//! Networks of priority education: a collège and the five or so schools around it, all of one mark.

use crate::school::{DemoSchool, names};
use domain::{
    PriorityEducation, TerritoryCode, Uai,
    networks::PriorityNetwork,
    school::{School, SchoolKind},
};
use std::collections::BTreeMap;

/// Schools of a network.
const SCHOOLS: usize = 5;
/// Collèges take the numbers of a département from here on: above those of its schools, below those of its circonscriptions.
const FIRST: u32 = 9_000;

/// The collèges, and the network of each school that is in priority education.
pub fn invent(schools: &[DemoSchool]) -> (Vec<School>, BTreeMap<Uai, PriorityNetwork>) {
    let mut together = BTreeMap::<(TerritoryCode, PriorityEducation), Vec<&School>>::new();
    for DemoSchool { school, .. } in schools {
        if school.priority_education != PriorityEducation::None {
            let key = (school.department, school.priority_education);
            together.entry(key).or_default().push(school);
        }
    }
    let (mut heads, mut networks) = (Vec::new(), BTreeMap::new());
    let mut made = BTreeMap::<TerritoryCode, u32>::new();
    for ((department, mark), schools) in together {
        for around in schools.chunks(SCHOOLS) {
            let rank = made.entry(department).or_default();
            let Some(head) = around.first().and_then(|near| head(near, mark, *rank)) else {
                continue;
            };
            *rank += 1;
            networks.insert(head.uai, PriorityNetwork(head.uai));
            networks.extend(
                around
                    .iter()
                    .map(|school| (school.uai, PriorityNetwork(head.uai))),
            );
            heads.push(head);
        }
    }
    (heads, networks)
}

/// The collège of a network, in the commune of its first school.
fn head(near: &School, mark: PriorityEducation, rank: u32) -> Option<School> {
    let department = near.uai.number() / 10_000;
    let uai = Uai::from_number(department * 10_000 + FIRST + rank)?;
    let whose = usize::try_from(uai.number()).unwrap_or(0);
    Some(School {
        uai,
        name: format!("Collège {}", names::person(whose)),
        kind: SchoolKind::Middle,
        district: None,
        priority_education: mark,
        ..near.clone()
    })
}
