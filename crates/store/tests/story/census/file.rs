//! The lines of a school in a file of classes, at random.

use crate::world::{day, year};
use chrono::Days;
use domain::{
    adoption::census::{CensusFile, CensusLine},
    school::School,
    unit::Levels,
};
use fastrand::Rng;
use store::intake::{ClassKey, ClassRow};

const NAMES: [(&str, &str); 14] = [
    ("CP 1", "CP"),
    ("CP 2", "CP"),
    ("CP A", "CP"),
    ("cp-a", "CP"),
    ("CP B", "CP"),
    ("CP C", "CP"),
    ("CE1 1", "CE1"),
    ("CE1 2", "CE1"),
    ("CE1 A", "CE1"),
    ("CE1 B", "CE1"),
    ("CP-CE1", "CE1+CP"),
    ("CP-CE1 B", "CE1+CP"),
    ("Éléonore", "CP"),
    ("GS", "GS"),
];

/// The lines of a school, as the rule reads them and as the store takes them.
pub struct SchoolFile {
    pub lines: Vec<CensusLine>,
    pub rows: Vec<ClassRow>,
}

pub fn rows(random: &mut Rng, school: &School, file: CensusFile) -> SchoolFile {
    let lines = match file {
        CensusFile::Estimate => estimate(random),
        CensusFile::List => list(random),
    };
    let key = ClassKey {
        year: year(),
        school: school.uai,
    };
    let rows = lines.iter().map(|class| ClassRow {
        key,
        class: class.clone(),
        priority_education: school.priority_education,
    });
    SchoolFile {
        rows: rows.collect(),
        lines,
    }
}

fn estimate(random: &mut Rng) -> Vec<CensusLine> {
    let mut lines = Vec::new();
    for level in ["CP", "CE1"] {
        lines.extend((1..=random.u8(..4)).map(|rank| line(&format!("{level} {rank}"), level, 0)));
    }
    numbered(lines)
}

fn list(random: &mut Rng) -> Vec<CensusLine> {
    let since = random.u64(..3) * 60;
    let lines = (0..random.u8(..7)).map(|_| {
        let (name, levels) = NAMES[random.usize(..NAMES.len())];
        let levels = if random.u8(..8) == 0 { "CE1+CP" } else { levels };
        CensusLine {
            pupils: random.bool().then(|| random.u16(11..14)),
            co_teaching: random.bool().then(|| random.bool()),
            ..line(name, levels, since)
        }
    });
    numbered(lines.collect())
}

fn line(label: &str, levels: &str, since: u64) -> CensusLine {
    CensusLine {
        line: 0,
        label: label.to_owned(),
        levels: Levels::parse(levels).unwrap(),
        pupils: None,
        co_teaching: None,
        day: day(2020, 9, 1) + Days::new(since),
        dated: since > 0,
    }
}

fn numbered(mut lines: Vec<CensusLine>) -> Vec<CensusLine> {
    for (rank, line) in (2..).zip(&mut lines) {
        line.line = rank;
    }
    lines
}
