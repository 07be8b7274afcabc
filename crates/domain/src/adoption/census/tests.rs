//! The promises of the census: a list replaces what it should, corrects what differs, whatever its order; a second opinion agrees.

mod closings;
mod examples;
mod model;
mod names;
mod world;

use super::*;
use fastrand::Rng;
use model::opinion;
use world::{apply, lines, people, words};

/// Files of a sequence.
const FILES: usize = 6;

fn sequences() -> u64 {
    if std::env::var_os("PROOF_LONG").is_some() {
        20_000
    } else {
        400
    }
}

/// The answer but for its line numbers, which move with the lines.
fn unnumbered(mut decision: CensusDecision) -> CensusDecision {
    let numbers = |error: &mut CensusError| match error {
        CensusError::Twice { line, first_line, .. } => (*line, *first_line) = (0, 0),
        CensusError::DayInFuture { line, .. } => *line = 0,
        CensusError::NearTwin { line, other_line, .. } => {
            (*line, *other_line) = (0, other_line.map(|_| 0));
        }
    };
    decision.errors.iter_mut().for_each(numbers);
    for change in &mut decision.changes {
        match change {
            CensusChange::Enter { line, .. }
            | CensusChange::Reenter { line, .. }
            | CensusChange::Correct { line, .. } => *line = 0,
            CensusChange::Close { line, .. } => *line = 0,
            CensusChange::Withdraw { .. } => {}
        }
    }
    for note in &mut decision.notes {
        match note {
            CensusNote::Repeated { line, first_line, .. } => (*line, *first_line) = (0, 0),
            CensusNote::Same { line }
            | CensusNote::KeptByHand { line, .. }
            | CensusNote::Closed { line, .. }
            | CensusNote::LevelHasClasses { line, .. } => *line = 0,
            CensusNote::EstimateStays { .. } | CensusNote::StaysOpen { .. } => {}
        }
    }
    decision
}

#[test]
fn prove_census_is_that_of_a_second_opinion_whatever_the_order_of_lines() {
    let mut random = Rng::with_seed(20);
    let (mut files, mut refused, mut paired, mut withdrawn, mut back, mut by_hand) = (0, 0, 0, 0, 0, 0);
    let (mut closed, mut open) = (0, 0);
    for sequence in 0..sequences() {
        let mut school = Vec::new();
        for step in 0..FILES {
            let file = if random.u8(..4) == 0 || step == 0 {
                CensusFile::Estimate
            } else {
                CensusFile::List
            };
            let ask = CensusAsk {
                file,
                distinct: random.u8(..3) == 0,
                overwrite: random.u8(..4) == 0,
                complete: random.u8(..3) == 0,
                today: world::day(random.u64(119..200)),
            };
            let mut lines = lines(&mut random, file);
            let answer = census(&school, &lines, ask);
            let told = words(&school, &answer);
            let place = || format!("sequence {sequence}, file {step}: {ask:?}\n{lines:#?}\non {school:#?}");
            assert_eq!(told.refused, opinion(&school, &lines, ask).refused, "{}", place());
            files += 1;
            refused += u64::from(!answer.errors.is_empty());
            let unmoved = unnumbered(answer.clone());
            if answer.errors.is_empty() {
                assert_eq!(told, opinion(&school, &lines, ask), "{}", place());
                let after = apply(&school, &answer);
                let again = census(&after, &lines, ask);
                assert!(
                    again.errors.is_empty() && again.changes.is_empty(),
                    "{again:?}, {}",
                    place()
                );
                random.shuffle(&mut lines);
                assert_eq!(
                    unnumbered(census(&school, &lines, ask)),
                    unmoved,
                    "sequence {sequence}, file {step}"
                );
                for change in &answer.changes {
                    match change {
                        CensusChange::Correct { paired: Some(_), .. } => paired += 1,
                        CensusChange::Withdraw { .. } => withdrawn += 1,
                        CensusChange::Reenter { .. } => back += 1,
                        CensusChange::Close { .. } => closed += 1,
                        _ => {}
                    }
                }
                let kept = |note: &&CensusNote| matches!(note, CensusNote::KeptByHand { .. });
                by_hand += answer.notes.iter().filter(kept).count();
                let stays = |note: &&CensusNote| matches!(note, CensusNote::StaysOpen { .. });
                open += answer.notes.iter().filter(stays).count();
                school = after;
            } else {
                random.shuffle(&mut lines);
                assert_eq!(unnumbered(census(&school, &lines, ask)).errors, unmoved.errors);
            }
            people(&mut random, &mut school);
        }
    }
    println!(
        "figures: {files} files, {refused} refused, {paired} pairs, {withdrawn} withdrawals, {back} counted again, {by_hand} facts kept by hand, \
         {closed} closed by a complete list, {open} left open"
    );
    assert!(refused > 0 && paired > 0 && withdrawn > 0 && back > 0 && by_hand > 0);
    assert!(closed > 0 && open > 0);
}
