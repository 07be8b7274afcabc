//! A complete list: what it does not name closes, on its day, unless a person wrote of it since. The second opinion, then examples.

use super::{
    super::*,
    model::{Slate, Verdict, levels},
    world::{apply, day, line, numbered},
};
use crate::adoption::AdoptionStage::Active;

/// One class of the school after the other is looked for on the slate.
pub fn opinion(
    school: &[CensusUnit],
    lines: &[CensusLine],
    slate: &[Slate<'_>],
    ask: CensusAsk,
    verdict: &mut Verdict,
) {
    let mut on = None;
    for line in lines.iter().filter(|line| line.dated) {
        if on.is_none_or(|known| known < line.day) {
            on = Some(line.day);
        }
    }
    let on = on.unwrap_or(ask.today);
    'classes: for unit in school {
        let named = slate
            .iter()
            .any(|one| one.owner.is_some_and(|owner| owner.id == unit.id));
        if unit.facts.estimated || unit.step == Step::Withdrawn || named {
            continue;
        }
        for level in levels(&unit.facts.levels) {
            if !slate.iter().any(|one| one.levels.contains(&level)) {
                continue 'classes;
            }
        }
        let ByHand {
            levels,
            pupils,
            co_teaching,
            present,
            ..
        } = unit.by_hand;
        let by_hand = [levels, pupils, co_teaching, present].into_iter().flatten().max();
        if let Some(since) = by_hand.filter(|since| *since > on && !ask.overwrite) {
            let told = format!("stays open {} {since}", unit.facts.label);
            verdict.told.push(told);
            continue;
        }
        let reached = if unit.touched { unit.step.code() } else { "" };
        let followed = (unit.last > on).then_some(unit.last);
        let done = format!("closes {} on {on} {reached} {followed:?}", unit.id);
        verdict.done.push(done);
    }
}

const COMPLETE: CensusAsk = CensusAsk {
    file: CensusFile::List,
    distinct: false,
    overwrite: false,
    complete: true,
    today: NaiveDate::from_ymd_opt(2021, 3, 15).unwrap(),
};

fn list(classes: &[(&str, &str)]) -> Vec<CensusLine> {
    numbered(classes.iter().map(|(label, level)| line(label, level)).collect())
}

/// A school of CP A, CP B, CP-CE1 and CE1 A.
fn school() -> Vec<CensusUnit> {
    let classes = list(&[
        ("CP A", "CP"),
        ("CP B", "CP"),
        ("CP-CE1", "CP+CE1"),
        ("CE1 A", "CE1"),
    ]);
    let ask = CensusAsk {
        complete: false,
        ..COMPLETE
    };
    apply(&[], &census(&[], &classes, ask))
}

fn class<'s>(school: &'s mut [CensusUnit], label: &str) -> &'s mut CensusUnit {
    school.iter_mut().find(|unit| unit.facts.label == label).unwrap()
}

/// Name, day and last event of each class that closes.
fn closings(decision: &CensusDecision) -> Vec<(&str, NaiveDate, Option<NaiveDate>)> {
    let closings = decision.changes.iter().filter_map(|change| match change {
        CensusChange::Close {
            label, day, followed, ..
        } => Some((label.as_str(), *day, *followed)),
        _ => None,
    });
    closings.collect()
}

#[test]
fn a_complete_list_closes_what_it_does_not_name_of_the_levels_that_it_has() {
    let school = school();
    let only_cp = census(&school, &list(&[("CP A", "CP")]), COMPLETE);
    assert_eq!(closings(&only_cp), [("CP B", COMPLETE.today, None)]);
    let both = census(&school, &list(&[("CP A", "CP"), ("CP-CE1", "CP+CE1")]), COMPLETE);
    assert_eq!(
        closings(&both),
        [("CE1 A", COMPLETE.today, None), ("CP B", COMPLETE.today, None)],
        "a class of two levels has both"
    );
    let partial = CensusAsk {
        complete: false,
        ..COMPLETE
    };
    assert_eq!(closings(&census(&school, &list(&[("CP A", "CP")]), partial)), []);
    let again = census(
        &apply(&school, &both),
        &list(&[("CP A", "CP"), ("CP-CE1", "CP+CE1")]),
        COMPLETE,
    );
    assert_eq!(again.changes, [], "brought again, it changes nothing");
}

#[test]
fn it_closes_them_on_the_day_that_it_says_and_tells_what_followed() {
    let mut school = school();
    let followed = class(&mut school, "CP B");
    followed.step = Step::Reached(Active);
    (followed.touched, followed.last) = (true, day(150));
    let mut lines = list(&[("CP A", "CP")]);
    (lines[0].day, lines[0].dated) = (day(133), true);
    let decision = census(&school, &lines, COMPLETE);
    assert_eq!(closings(&decision), [("CP B", day(133), Some(day(150)))]);
    lines[0].day = day(150);
    let decision = census(&school, &lines, COMPLETE);
    assert_eq!(closings(&decision), [("CP B", day(150), None)]);
}

#[test]
fn what_a_person_wrote_after_its_day_stays_open_unless_the_list_holds() {
    let mut school = school();
    class(&mut school, "CP B").by_hand.present = Some(day(140));
    let mut lines = list(&[("CP A", "CP")]);
    (lines[0].day, lines[0].dated) = (day(133), true);
    let decision = census(&school, &lines, COMPLETE);
    assert_eq!(closings(&decision), []);
    let stays = CensusNote::StaysOpen {
        label: "CP B".to_owned(),
        on: day(140),
    };
    assert!(decision.notes.contains(&stays), "{decision:?}");
    let holds = CensusAsk {
        overwrite: true,
        ..COMPLETE
    };
    assert_eq!(
        closings(&census(&school, &lines, holds)),
        [("CP B", day(133), None)]
    );
}

#[test]
fn a_year_that_is_over_closes_its_classes_on_its_last_day() {
    let year: crate::calendar::SchoolYear = "2020-2021".parse().unwrap();
    let late = CensusAsk {
        today: NaiveDate::from_ymd_opt(2022, 1, 10).unwrap(),
        ..COMPLETE
    };
    let decision = census(&school(), &list(&[("CP A", "CP")]), late.of_year(year));
    assert_eq!(closings(&decision), [("CP B", year.last_event_day(), None)]);
}
