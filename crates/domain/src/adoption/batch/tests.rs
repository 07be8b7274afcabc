//! A batch is taken back where nothing followed, and stays where something did.

use super::*;
use crate::{
    AdoptionStage::{self, Active, Contacted, Onboarded},
    SchoolYear,
    adoption::{Advance, Source, advance, enter},
    unit::Levels,
};
use uuid::Uuid;

const UNIT: UnitId = UnitId(7);
const BATCH: BatchId = BatchId(Uuid::from_u128(1));

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(if month >= 7 { 2020 } else { 2021 }, month, day).unwrap()
}
fn at(month: u32) -> DateTime<Utc> {
    day(month, 15).and_hms_opt(10, 0, 0).unwrap().and_utc()
}
fn year() -> SchoolYear {
    SchoolYear::starting(2020).unwrap()
}
fn entered() -> Timeline {
    enter(UNIT, year(), day(9, 1), Actor::LocalOperator, day(9, 15), at(9))
        .unwrap()
        .timeline
}
fn then(timeline: &Timeline, stage: AdoptionStage, on: NaiveDate) -> Timeline {
    let request = Advance {
        unit: UNIT,
        seen: timeline.last_sequence(),
        stage,
        day: on,
        replaces: None,
        source: Source::Visit,
    };
    let (author, today) = (Actor::LocalOperator, day(3, 15));
    advance(year(), timeline, &request, author, today, at(3))
        .unwrap()
        .timeline
}
fn by(undone: BatchId) -> Undoing {
    Undoing {
        undone,
        batch: BatchId(Uuid::from_u128(2)),
        author: Actor::LocalOperator,
        at: at(4),
    }
}
fn undone(timeline: &Timeline, lines: &[Sequence]) -> UnitUndo {
    let of = BatchUnit {
        unit: UNIT,
        timeline,
        lines,
        corrections: &[],
        facts: None,
    };
    undo(of, &by(BATCH))
}
fn lines(undo: &UnitUndo) -> &[Advanced] {
    match undo {
        UnitUndo::Undone { lines, .. } => lines,
        other => panic!("{other:?}"),
    }
}

#[test]
fn updates_of_one_batch_are_taken_back_together_and_brought_back_through_what_took_them() {
    let before = then(&entered(), Contacted, day(10, 1));
    let timeline = then(&then(&before, Onboarded, day(11, 2)), Active, day(12, 1));
    let gone = undone(&timeline, &[3, 4]);
    let after = &lines(&gone).last().unwrap().timeline;
    assert_eq!(after.effective(), before.effective());
    assert!(matches!(undone(after, &[3, 4]), UnitUndo::Nothing), "only once");
    // The undoing's own lines, taken back in turn.
    let back = undone(after, &[5, 6]);
    let back = &lines(&back).last().unwrap().timeline;
    assert_eq!(back.effective(), timeline.effective());
    assert!(
        matches!(undone(back, &[3, 4]), UnitUndo::Undone { .. }),
        "and once more"
    );
}

#[test]
fn what_followed_is_named_and_what_was_taken_back_since_follows_nothing() {
    let timeline = then(&entered(), Contacted, day(10, 1));
    let moved = then(&timeline, Onboarded, day(11, 2));
    let followed = Followed::Event {
        step: Step::Reached(Onboarded),
        day: day(11, 2),
    };
    assert_eq!(undone(&moved, &[2]), UnitUndo::Stays(followed));
    let request = Annul {
        unit: UNIT,
        seen: 3,
        annuls: 3,
    };
    let again = annul(&moved, &request, Actor::LocalOperator, at(3)).unwrap();
    assert_eq!(lines(&undone(&again.timeline, &[2])).len(), 1);
}

#[test]
fn a_class_that_entered_leaves_on_its_census_day_and_enters_again() {
    let timeline = entered();
    let gone = undone(&timeline, &[1]);
    assert!(!gone.brings_back());
    let after = &lines(&gone)[0];
    assert_eq!(after.standing.step, Step::Withdrawn);
    let both: i64 = after.deltas.iter().map(|delta| delta.counts.census()).sum();
    assert_eq!(both, -1);
    assert!(matches!(undone(&after.timeline, &[1]), UnitUndo::Nothing));
    let back = undone(&after.timeline, &[2]);
    assert!(back.brings_back());
    assert_eq!(
        lines(&back)[0].standing.step,
        Step::Reached(AdoptionStage::Identified)
    );
    assert!(matches!(
        undone(&then(&timeline, Contacted, day(10, 1)), &[1]),
        UnitUndo::Stays(Followed::Event { .. })
    ));
}

fn facts(label: &str) -> UnitFacts {
    UnitFacts {
        label: label.to_owned(),
        levels: Levels::parse("CP").unwrap(),
        pupils: None,
        co_teaching: false,
        estimated: false,
    }
}

fn correction(rank: u32, [old, new]: [&str; 2], why: CorrectionReason, batch: BatchId) -> UnitCorrection {
    UnitCorrection {
        unit: UNIT,
        rank,
        old: facts(old),
        new: facts(new),
        why,
        batch: Some(batch),
        recorded_at: at(1),
        author: Actor::LocalOperator,
    }
}

fn restored(label: &str, corrections: &[UnitCorrection], timeline: &Timeline) -> UnitUndo {
    let facts = facts(label);
    let of = BatchUnit {
        unit: UNIT,
        timeline,
        lines: &[],
        corrections,
        facts: Some(&facts),
    };
    undo(of, &by(BATCH))
}

#[test]
fn a_class_gets_its_former_facts_back_unless_somebody_corrected_it_or_wrote_of_it_since() {
    let other = BatchId(Uuid::from_u128(9));
    let listed = correction(1, ["CP 1", "CP A"], CorrectionReason::Listed, BATCH);
    let timeline = entered();
    let UnitUndo::Undone {
        restored: Some(asked),
        ..
    } = restored("CP A", std::slice::from_ref(&listed), &timeline)
    else {
        panic!("it is restored");
    };
    assert_eq!(
        (asked.facts.label.as_str(), asked.why),
        ("CP 1", CorrectionReason::TakenBack)
    );
    let back = correction(2, ["CP A", "CP 1"], CorrectionReason::TakenBack, other);
    let both = [listed.clone(), back];
    assert_eq!(restored("CP 1", &both, &timeline), UnitUndo::Nothing, "already");
    let told = correction(2, ["CP A", "CP B"], CorrectionReason::Told, other);
    let stays = restored("CP B", &[listed.clone(), told], &timeline);
    assert_eq!(stays, UnitUndo::Stays(Followed::Corrected));
    let moved = then(&timeline, Contacted, day(10, 1));
    let stays = restored("CP A", &[listed], &moved);
    assert!(
        matches!(stays, UnitUndo::Stays(Followed::Event { .. })),
        "written of in March"
    );
}
