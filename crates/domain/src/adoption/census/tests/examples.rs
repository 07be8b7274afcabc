//! Lists as départements send them, one promise each.

use super::{
    super::*,
    world::{apply, day, levels, line, numbered},
};
use crate::adoption::AdoptionStage::{self, Active, Contacted, Identified};

const LIST: CensusAsk = CensusAsk {
    file: CensusFile::List,
    distinct: false,
    overwrite: false,
    complete: false,
    today: NaiveDate::from_ymd_opt(2021, 3, 15).unwrap(),
};
const ESTIMATE: CensusAsk = CensusAsk {
    file: CensusFile::Estimate,
    ..LIST
};

fn bring(school: &[CensusUnit], lines: &[(&str, &str)]) -> (CensusDecision, Vec<CensusUnit>) {
    asked(school, lines, LIST)
}

fn asked(school: &[CensusUnit], lines: &[(&str, &str)], ask: CensusAsk) -> (CensusDecision, Vec<CensusUnit>) {
    let lines = lines.iter().map(|(label, level)| line(label, level)).collect();
    let decision = census(school, &numbered(lines), ask);
    let after = apply(school, &decision);
    (decision, after)
}

fn estimated(lines: &[(&str, &str)]) -> Vec<CensusUnit> {
    asked(&[], lines, ESTIMATE).1
}

fn reach(school: &mut [CensusUnit], label: &str, stage: AdoptionStage) {
    let unit = school.iter_mut().find(|unit| unit.facts.label == label).unwrap();
    unit.step = Step::Reached(stage);
    unit.touched = true;
}

/// The classes that are counted: name, levels, whether estimated, stage.
fn counted(school: &[CensusUnit]) -> Vec<String> {
    let counted = school.iter().filter(|unit| unit.is_counted());
    let mut words: Vec<String> = counted
        .map(|unit| {
            let estimated = if unit.facts.estimated { " estimated" } else { "" };
            format!(
                "{} {}{estimated} {}",
                unit.facts.label,
                unit.facts.levels,
                unit.step.code()
            )
        })
        .collect();
    words.sort();
    words
}

#[test]
fn a_list_of_one_level_leaves_the_estimates_of_the_others() {
    let mut school = estimated(&[("CP 1", "CP"), ("CP 2", "CP"), ("CE1 1", "CE1"), ("CE1 2", "CE1")]);
    reach(&mut school, "CE1 1", Active);
    let (_, after) = bring(&school, &[("CP A", "CP"), ("CP B", "CP")]);
    assert_eq!(
        counted(&after),
        [
            "CE1 1 CE1 estimated active",
            "CE1 2 CE1 estimated identified",
            "CP A CP identified",
            "CP B CP identified"
        ]
    );
}

#[test]
fn an_estimate_one_class_too_many_goes_when_the_list_names_the_others() {
    let school = estimated(&[("CP 1", "CP"), ("CP 2", "CP"), ("CE1 1", "CE1")]);
    let (_, after) = bring(&school, &[("CP 1", "CP")]);
    assert_eq!(
        counted(&after),
        ["CE1 1 CE1 estimated identified", "CP 1 CP identified"]
    );
}

#[test]
fn a_touched_estimate_goes_on_under_the_name_that_the_list_gives() {
    let mut school = estimated(&[("CP 1", "CP"), ("CP 2", "CP"), ("CP 3", "CP")]);
    reach(&mut school, "CP 3", Active);
    reach(&mut school, "CP 2", Contacted);
    let (decision, after) = bring(&school, &[("CP A", "CP")]);
    assert_eq!(counted(&after), ["CP A CP active"]);
    let heir = after.iter().find(|unit| unit.facts.label == "CP A").unwrap();
    assert_eq!((heir.id, &heir.former[..]), (UnitId(3), &["CP 3".to_owned()][..]));
    let lost = decision.changes.iter().filter_map(|change| match change {
        CensusChange::Withdraw { label, reached, .. } => Some((label.as_str(), *reached)),
        _ => None,
    });
    let lost: Vec<_> = lost.collect();
    assert_eq!(
        lost,
        [("CP 1", None), ("CP 2", Some(Contacted))],
        "what somebody wrote is not lost unsaid"
    );
    // Its name of before names it for ever.
    let (decision, _) = bring(&after, &[("CP 3", "CP")]);
    assert_eq!(decision.changes, []);
}

#[test]
fn a_class_of_two_levels_takes_the_place_of_one_estimate_of_each() {
    let school = estimated(&[("CP 1", "CP"), ("CP 2", "CP"), ("CE1 1", "CE1"), ("CE1 2", "CE1")]);
    let lines = [("CP A", "CP"), ("CP-CE1", "CP+CE1")];
    let (decision, after) = bring(&school, &lines);
    assert_eq!(
        counted(&after),
        [
            "CE1 1 CE1 estimated identified",
            "CP A CP identified",
            "CP-CE1 CE1+CP identified"
        ]
    );
    let stays = CensusNote::EstimateStays {
        label: "CE1 1".to_owned(),
        reached: None,
    };
    assert!(decision.notes.contains(&stays), "{:?}", decision.notes);
    let (again, _) = bring(&after, &lines);
    assert_eq!(again.changes, [], "brought again it takes no other place");
}

#[test]
fn a_class_that_had_left_is_counted_again_when_a_list_names_it() {
    let school = estimated(&[("CP 1", "CP"), ("CE1 1", "CE1")]);
    let (_, after) = bring(&school, &[("CP A", "CP"), ("CE1 A", "CE1")]);
    let (decision, after) = bring(&after, &[("CE1 1", "CE1")]);
    assert_eq!(
        decision.changes.len(),
        2,
        "counted again, and confirmed: {decision:?}"
    );
    assert_eq!(
        counted(&after),
        [
            "CE1 1 CE1 identified",
            "CE1 A CE1 identified",
            "CP A CP identified"
        ]
    );
}

#[test]
fn an_estimate_named_with_other_levels_is_one_class() {
    let school = estimated(&[("CP 1", "CP"), ("CP 2", "CP"), ("CE1 1", "CE1")]);
    let (_, after) = bring(&school, &[("CP 1", "CP+CE1"), ("CP A", "CP")]);
    assert_eq!(counted(&after), ["CP 1 CE1+CP identified", "CP A CP identified"]);
}

#[test]
fn a_list_with_two_days_withdraws_an_estimate_once_on_the_first() {
    let school = estimated(&[("CP 1", "CP")]);
    let mut lines = numbered(vec![line("CP B", "CP"), line("CP A", "CP")]);
    lines[0].day = day(125);
    let decision = census(&school, &lines, LIST);
    let left = decision.changes.iter().filter_map(|change| match change {
        CensusChange::Withdraw { day, .. } => Some(*day),
        _ => None,
    });
    assert_eq!(left.collect::<Vec<_>>(), [day(0)]);
}

#[test]
fn a_list_brought_again_corrects_what_differs_and_its_empty_cells_say_nothing() {
    let school = bring(&[], &[("CP A", "CP"), ("CP B", "CP")]).1;
    let mut told = vec![line("CP A", "CP"), line("cp  b", "CP+CE1")];
    told[0].pupils = Some(15);
    told[0].co_teaching = Some(true);
    let after = apply(&school, &census(&school, &told, LIST));
    assert_eq!(after[0].facts.pupils, Some(15));
    assert!(after[0].facts.co_teaching);
    assert_eq!(
        (after[1].facts.label.as_str(), &after[1].facts.levels),
        ("CP B", &levels("CP+CE1"))
    );
    let (again, _) = bring(&after, &[("CP A", "CP")]);
    assert_eq!(again.notes, [CensusNote::Same { line: 2 }]);
}

#[test]
fn what_a_person_wrote_after_the_list_stays_unless_the_list_is_to_win() {
    let mut school = bring(&[], &[("CP A", "CP")]).1;
    school[0].facts.pupils = Some(15);
    school[0].by_hand.pupils = Some(day(133));
    let mut old = line("CP A", "CP");
    old.pupils = Some(12);
    let kept = census(&school, &[old.clone()], LIST);
    assert!(
        kept.changes.is_empty() && matches!(kept.notes[0], CensusNote::KeptByHand { .. }),
        "{kept:?}"
    );
    let overwrite = CensusAsk {
        overwrite: true,
        ..LIST
    };
    let won = apply(&school, &census(&school, &[old.clone()], overwrite));
    assert_eq!(won[0].facts.pupils, Some(12));
    old.day = day(140);
    let newer = apply(&school, &census(&school, &[old], LIST));
    assert_eq!(newer[0].facts.pupils, Some(12), "a list of a later day is newer");
}

#[test]
fn near_twins_are_refused_by_name_until_they_are_said_to_be_two() {
    let school = bring(&[], &[("CP 1", "CP")]).1;
    let (refused, _) = bring(&school, &[("CP 01", "CP")]);
    let twin = CensusError::NearTwin {
        line: 2,
        label: "CP 01".to_owned(),
        other: "CP 1".to_owned(),
        other_line: None,
    };
    assert_eq!(refused.errors, [twin]);
    let distinct = CensusAsk {
        distinct: true,
        ..LIST
    };
    assert_eq!(asked(&school, &[("CP 01", "CP")], distinct).1.len(), 2);
    // An estimate is no class to be confused with: the list replaces it.
    let school = estimated(&[("CP 1", "CP"), ("CP 2", "CP")]);
    let (decision, after) = bring(&school, &[("1", "CP"), ("2", "CP")]);
    assert_eq!((decision.errors.len(), counted(&after).len()), (0, 2));
}

#[test]
fn a_class_named_twice_is_one_where_its_lines_agree_and_an_error_where_they_do_not() {
    let (one, after) = bring(&[], &[("CP A", "CP"), ("cp a", "CP")]);
    assert_eq!((one.errors.len(), after.len(), one.notes.len()), (0, 1, 1));
    let (two, _) = bring(&[], &[("CP A", "CP"), ("CP-A", "CE1")]);
    assert!(matches!(two.errors[..], [CensusError::Twice { .. }]), "{two:?}");
}

#[test]
fn an_estimate_gives_nothing_to_a_level_that_has_classes() {
    let school = bring(&[], &[("CP-CE1", "CP+CE1")]).1;
    let (_, after) = asked(
        &school,
        &[("CP 1", "CP"), ("CE1 1", "CE1"), ("GS 1", "GS")],
        ESTIMATE,
    );
    assert_eq!(
        counted(&after),
        ["CP-CE1 CE1+CP identified", "GS 1 GS estimated identified"]
    );
    assert_eq!(after.last().unwrap().step, Step::Reached(Identified));
}

#[test]
fn no_class_enters_on_a_day_to_come() {
    let mut late = line("CP A", "CP");
    late.day = LIST.today.succ_opt().unwrap();
    let refused = census(&[], &[late.clone()], LIST);
    assert!(
        matches!(refused.errors[..], [CensusError::DayInFuture { .. }]),
        "{refused:?}"
    );
    late.day = LIST.today;
    assert_eq!(census(&[], &[late], LIST).errors, []);
}
