//! Circonscriptions, schools and their units of a year.

pub mod names;
mod territories;

pub use territories::territories;

use crate::territory::departments;
use crate::{Plan, random, seed_of};
use domain::{
    LevelCode, PolicyCode, PriorityEducation, SchoolYear, TerritoryCode, Uai,
    school::{School, SchoolKind},
    unit::{Levels, Unit},
};

/// A school of the invented nation.
#[derive(Clone, Debug)]
pub struct DemoSchool {
    /// The school.
    pub school: School,
    /// Its circonscription's name.
    pub district_name: String,
    /// Its académie, two digits.
    pub academy: &'static str,
    /// How large it is beside the others.
    weight: u64,
}

/// Circonscriptions hold 15 to 36 schools, of which five or so in priority education.
fn schools_per_district(plan: &Plan) -> u64 {
    if plan.scale <= 1 { 5 } else { 34 }
}

/// The three digits that a département's UAI start with.
fn prefix(department: &str) -> u32 {
    match department {
        "2A" => 620,
        "2B" => 720,
        code => code.parse().unwrap_or(0),
    }
}

/// Every school, by département; the same plan gives the same list.
pub fn invent(plan: &Plan) -> Vec<DemoSchool> {
    let departments = departments();
    let all: u64 = departments.iter().map(|row| row.2).sum();
    let (mut made, mut seen) = (0, 0);
    let mut schools = Vec::new();
    for (academy, department, share) in departments {
        seen += share;
        // Cumulated, so that the parts add up to the whole.
        let until = plan.schools() * seen / all;
        schools.extend(of_department(plan, academy, department, until - made));
        made = until;
    }
    schools
}

fn of_department(plan: &Plan, academy: &'static str, department: &str, many: u64) -> Vec<DemoSchool> {
    let mut random = random(plan, u64::from(prefix(department)));
    let Some(own) = TerritoryCode::department(department) else {
        return Vec::new();
    };
    let shift = random.usize(..1_000);
    let mut schools = Vec::new();
    // Four digits name at most so many schools of a département, its circonscriptions apart.
    for rank in 0..many.min(8_900) {
        let district_rank = rank / schools_per_district(plan);
        let number = |local: u64| prefix(department) * 10_000 + u32::try_from(local).unwrap_or(0);
        // Circonscriptions take the numbers from the top, schools from the bottom.
        let (Some(uai), Some(seat)) = (
            Uai::from_number(number(rank + 11)),
            Uai::from_number(number(9_990 - district_rank)),
        ) else {
            continue;
        };
        let place = usize::try_from(rank).unwrap_or(0);
        let district_place = usize::try_from(district_rank).unwrap_or(0);
        let kind = if random.u8(..100) < 45 {
            SchoolKind::Primary
        } else {
            SchoolKind::Elementary
        };
        let word = if kind == SchoolKind::Primary {
            "École primaire"
        } else {
            "École élémentaire"
        };
        let mark = match (plan.scale, random.u16(..1_000)) {
            (..=1, ..632) | (_, ..94) => PriorityEducation::Rep,
            (..=1, _) | (_, ..149) => PriorityEducation::RepPlus,
            _ => PriorityEducation::None,
        };
        let school = School {
            uai,
            name: format!("{word} {}", names::person(place + shift)),
            kind,
            commune: names::commune(district_place + place % 3, shift),
            postal_code: format!(
                "{:0<5}",
                format!("{}{:02}", department.replace(['A', 'B'], "0"), district_rank % 90)
            ),
            department: own,
            district: TerritoryCode::district(seat),
            priority_education: mark,
            position: None,
            open: true,
        };
        let district_name = format!(
            "{} {}",
            names::commune(district_place, shift),
            district_rank / 40 + 1
        );
        schools.push(DemoSchool {
            school,
            district_name,
            academy,
            weight: random.u64(6..=18),
        });
    }
    schools
}

/// The schools that have units in a year, each with its units.
pub fn units<'a>(
    plan: &'a Plan,
    year: SchoolYear,
    policy: PolicyCode,
    schools: &'a [DemoSchool],
) -> impl Iterator<Item = (&'a DemoSchool, Vec<Unit>)> + 'a {
    let wanted = plan.units_of(year);
    let nursery = |school: &DemoSchool| {
        if school.school.kind == SchoolKind::Primary {
            school.weight
        } else {
            0
        }
    };
    let totals = [
        schools.iter().map(nursery).sum::<u64>().max(1),
        schools.iter().map(|school| school.weight).sum::<u64>().max(1),
        schools.iter().map(|school| school.weight).sum::<u64>().max(1),
    ];
    let mut seen = [0_u64; 3];
    let mut given = [0_u64; 3];
    schools.iter().map(move |school| {
        let mut units = Vec::new();
        let mut random = random(
            plan,
            seed_of(school) + u64::from(year.first().unsigned_abs()) * 100_000_000,
        );
        for (rank, code) in ["GS", "CP", "CE1"].into_iter().enumerate() {
            let weight = if rank == 0 { nursery(school) } else { school.weight };
            let (Some(seen), Some(given)) = (seen.get_mut(rank), given.get_mut(rank)) else {
                continue;
            };
            let (Some(wanted), Some(total)) = (wanted.get(rank), totals.get(rank)) else {
                continue;
            };
            *seen += weight;
            let until = wanted * *seen / total;
            for place in *given..until {
                units.extend(unit(
                    plan,
                    year,
                    policy,
                    school,
                    code,
                    place - *given,
                    &mut random,
                ));
            }
            *given = until;
        }
        (school, units)
    })
}

fn unit(
    plan: &Plan,
    year: SchoolYear,
    policy: PolicyCode,
    school: &DemoSchool,
    code: &str,
    place: u64,
    random: &mut fastrand::Rng,
) -> Option<Unit> {
    // One class in thirty has pupils of two levels: it counts once.
    let both = code == "CP" && random.u8(..30) == 0;
    let levels = if both { vec!["CP", "CE1"] } else { vec![code] };
    let letter = |rank: u64| u8::try_from(rank % 26).map_or('A', |rank| char::from(b'A' + rank));
    let series = if place < 26 {
        String::new()
    } else {
        (place / 26 + 1).to_string()
    };
    let department = u64::from(school.school.uai.number() / 10_000);
    let unconfirmed =
        year.first() == plan.years().last().map_or(0, |last| last.first()) && department % 11 == 5;
    Some(Unit {
        policy,
        year,
        school: school.school.uai,
        label: format!("{} {}{series}", if both { "CP-CE1" } else { code }, letter(place)),
        levels: Levels::new(levels.into_iter().map(LevelCode::new).collect::<Option<_>>()?)?,
        priority_education: school.school.priority_education,
        pupils: Some(random.u16(10..=15)),
        co_teaching: random.u8(..100) < 6,
        estimated: unconfirmed,
        census_day: year.start(),
        district: school.school.district,
        department: school.school.department,
        academy: TerritoryCode::academy(school.academy)?,
    })
}
