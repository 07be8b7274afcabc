//! A school that files and people change at random, and what the rule answers, in the words of the second opinion.

use super::{
    super::*,
    model::{self, Verdict},
};
use crate::adoption::AdoptionStage;
use fastrand::Rng;

const LABELS: [&str; 24] = [
    "CP 1",
    "CP 2",
    "CP 3",
    "CE1 1",
    "CE1 2",
    "CE1 3",
    "CP A",
    "cp a",
    "CP-A",
    "CP B",
    "CP C",
    "CE1 A",
    "ce1  a",
    "CE1 B",
    "CP/CE1",
    "CP/CE1 B",
    "A",
    "CP 01",
    "Classe A",
    "CE1 11",
    "CE11",
    "Éléonore",
    "eleonore",
    "CP 10",
];
const LEVELS: [&str; 6] = ["CP", "CP", "CE1", "CE1", "CP+CE1", "CP+GS"];

pub fn day(rank: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 9, 1).unwrap() + chrono::Days::new(rank)
}

pub fn levels(text: &str) -> Levels {
    Levels::parse(text).unwrap()
}

/// Some lines of a list or of an estimate, at random; now and then one stands twice.
pub fn lines(random: &mut Rng, file: CensusFile) -> Vec<CensusLine> {
    let mut lines = Vec::new();
    if file == CensusFile::Estimate {
        for level in ["CP", "CE1"] {
            lines.extend((1..=random.u8(0..4)).map(|rank| line(&format!("{level} {rank}"), level)));
        }
        return lines;
    }
    let of_date = random.u64(0..3) * 60;
    for _ in 0..random.usize(1..9) {
        let label = LABELS[random.usize(..LABELS.len())];
        // A class is mostly of the level that its name begins with.
        let level = match (random.u8(..10), label) {
            (0..3, _) => LEVELS[random.usize(..LEVELS.len())],
            (_, label) if label.starts_with("CP/") => "CP+CE1",
            (_, label) if label.to_lowercase().starts_with("ce1") => "CE1",
            _ => "CP",
        };
        let of_line = if random.u8(..8) == 0 { 30 } else { of_date };
        lines.push(CensusLine {
            pupils: (random.u8(..3) > 0).then(|| random.u16(11..14)),
            co_teaching: (random.u8(..3) > 0).then(|| random.u8(..5) == 0),
            day: day(of_line),
            dated: random.bool(),
            ..line(label, level)
        });
        if random.u8(..12) == 0 {
            lines.extend(lines.last().cloned());
        }
    }
    numbered(lines)
}

pub fn line(label: &str, level: &str) -> CensusLine {
    CensusLine {
        line: 0,
        label: label.to_owned(),
        levels: levels(level),
        pupils: None,
        co_teaching: None,
        day: day(0),
        dated: false,
    }
}

pub fn numbered(mut lines: Vec<CensusLine>) -> Vec<CensusLine> {
    for (rank, line) in (2..).zip(&mut lines) {
        line.line = rank;
    }
    lines
}

/// What people do between two files: they write of classes, correct them, close them.
pub fn people(random: &mut Rng, school: &mut [CensusUnit]) {
    for unit in school {
        let on = day(random.u64(1..180));
        match random.u8(..12) {
            0..3 if unit.is_counted() => {
                unit.step = Step::Reached(AdoptionStage::ALL[random.usize(1..7)]);
                unit.touched = true;
                unit.last = unit.last.max(on);
            }
            3 => {
                unit.facts.pupils = Some(random.u16(11..14));
                unit.by_hand.pupils = unit.by_hand.pupils.max(Some(on));
            }
            4 => {
                unit.facts.levels = levels(LEVELS[random.usize(..LEVELS.len())]);
                unit.by_hand.levels = unit.by_hand.levels.max(Some(on));
            }
            5 if unit.is_counted() => {
                unit.step = Step::Withdrawn;
                unit.by_hand.closed = Some(on);
                unit.last = unit.last.max(on);
            }
            6 => {
                unit.facts.estimated = false;
                unit.by_hand.present = unit.by_hand.present.max(Some(on));
            }
            _ => {}
        }
    }
}

/// The school once a decision is written.
pub fn apply(school: &[CensusUnit], decision: &CensusDecision) -> Vec<CensusUnit> {
    let mut after = school.to_vec();
    for change in &decision.changes {
        let one = |id: &UnitId| after.iter().position(|unit| unit.id == *id).unwrap();
        match change {
            CensusChange::Enter { facts, day, .. } => after.push(CensusUnit {
                id: UnitId(i64::try_from(after.len()).unwrap() + 1),
                facts: facts.clone(),
                former: Vec::new(),
                step: Step::Reached(AdoptionStage::Identified),
                touched: false,
                last: *day,
                by_hand: ByHand::default(),
            }),
            CensusChange::Reenter { unit, .. } => {
                let at = one(unit);
                after[at].step = Step::Reached(AdoptionStage::Identified);
                after[at].touched = false;
                after[at].by_hand.closed = None;
            }
            CensusChange::Correct {
                unit,
                before,
                after: now,
                ..
            } => {
                let at = one(unit);
                assert_eq!(&after[at].facts, before);
                if now.label != before.label {
                    after[at].former.push(before.label.clone());
                }
                after[at].facts = now.clone();
            }
            CensusChange::Withdraw { unit, .. } | CensusChange::Close { unit, .. } => {
                let at = one(unit);
                after[at].step = Step::Withdrawn;
            }
        }
    }
    after
}

fn refused(error: &CensusError) -> String {
    match error {
        CensusError::Twice { label, .. } => format!("twice {label}"),
        CensusError::DayInFuture { label, day, .. } => format!("future {label} {day}"),
        CensusError::NearTwin { label, .. } => format!("twin {label}"),
    }
}

/// What the rule answers, in the words of the second opinion.
pub fn words(school: &[CensusUnit], decision: &CensusDecision) -> Verdict {
    let label = |id: &UnitId| &school.iter().find(|unit| unit.id == *id).unwrap().facts.label;
    let mut verdict = Verdict::default();
    for change in &decision.changes {
        verdict.done.push(match change {
            CensusChange::Enter { facts, day, .. } => format!("enters {} on {day}", model::facts(facts)),
            CensusChange::Reenter { unit, .. } => format!("back {unit}"),
            CensusChange::Correct {
                unit, after, paired, ..
            } => {
                let paired = paired.map_or("", AdoptionStage::code);
                format!("corrects {unit} {} {paired}", model::facts(after))
            }
            CensusChange::Withdraw {
                unit,
                day,
                reached,
                label: own,
            } => {
                assert_eq!(own, label(unit));
                format!(
                    "leaves {unit} on {day} {}",
                    reached.map_or("", AdoptionStage::code)
                )
            }
            CensusChange::Close {
                unit,
                day,
                reached,
                followed,
                label: own,
                ..
            } => {
                assert_eq!(own, label(unit));
                let reached = reached.map_or("", AdoptionStage::code);
                format!("closes {unit} on {day} {reached} {followed:?}")
            }
        });
    }
    for note in &decision.notes {
        verdict.told.push(match note {
            CensusNote::Same { .. } => "same".to_owned(),
            CensusNote::Repeated { label, .. } => format!("repeated {label}"),
            CensusNote::KeptByHand { label, field, on, .. } => {
                let field = match field {
                    KeptField::Levels { .. } => 0,
                    KeptField::Pupils { .. } => 1,
                    KeptField::CoTeaching { .. } => 2,
                };
                format!("by hand {label} {field} {on}")
            }
            CensusNote::Closed { label, on, .. } => format!("closed {label} {on:?}"),
            CensusNote::EstimateStays { label, reached } => {
                format!("stays {label} {}", reached.map_or("", AdoptionStage::code))
            }
            CensusNote::StaysOpen { label, on } => format!("stays open {label} {on}"),
            CensusNote::LevelHasClasses { label, .. } => format!("has classes {label}"),
        });
    }
    verdict.refused.extend(decision.errors.iter().map(refused));
    for said in [&mut verdict.refused, &mut verdict.done, &mut verdict.told] {
        said.sort();
    }
    verdict
}
