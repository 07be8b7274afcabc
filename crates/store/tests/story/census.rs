//! Files of classes through the store: many schools at once, lines in no order, batches of any size. Each school comes to what the rule says of it alone.

mod closed;
mod file;

use crate::{
    engines::{self, long},
    world::{fill, now, policy, school, today, year},
};
use domain::{
    AdoptionStage, AuditAction, Principal, UnitId,
    adoption::{
        Advance, BatchKind, Close, LeavingReason, RequestId, Sequence, Source, Step, UnitFacts,
        census::{ByHand, CensusAsk, CensusChange, CensusDecision, CensusFile, CensusUnit, census},
    },
    school::School,
};
use fastrand::Rng;
use file::{SchoolFile, rows};
use std::collections::{BTreeMap, HashMap};
use store::{
    Store,
    adoption::{BatchHead, Change, ClassChange, CorrectClass},
    audit::AuditEvent,
    intake::{CensusOutcome, ClassRow, TakenClasses},
};
use uuid::Uuid;

/// Files brought in a sequence.
const FILES: usize = 5;

#[tokio::test]
async fn prove_census_on_sqlite() {
    let (store, _folder) = engines::sqlite().await;
    each_school_comes_to_what_the_rule_says_of_it_alone(store, if long() { 2_000 } else { 60 }).await;
}

#[tokio::test]
async fn prove_census_on_postgres() {
    if let Some(store) = engines::postgres().await {
        each_school_comes_to_what_the_rule_says_of_it_alone(store, if long() { 500 } else { 60 }).await;
    }
}

/// Schools of the sequences, beyond those of the small nation.
async fn schools(store: &Store, number: u32) -> Vec<School> {
    fill(store, 0).await;
    let schools: Vec<_> = (4..4 + number).map(school).collect();
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.put_schools(&schools).await.unwrap();
    let deed = AuditEvent::new(AuditAction::ImportApplied, "schools");
    intake.finish(deed).await.unwrap();
    schools
}

/// Brings rows in batches of some size.
async fn bring(store: &Store, rows: &[ClassRow], ask: CensusAsk, batch: usize) -> CensusOutcome {
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.in_batch(BatchHead::of_file(
        None,
        BatchKind::Units,
        policy(),
        "classes.csv",
    ));
    let marks = intake.schools().await.unwrap();
    for batch in rows.chunks(batch) {
        intake.stage_classes(batch).await.unwrap();
    }
    let taken = TakenClasses {
        policy: policy(),
        ask,
        schools: &marks,
    };
    let outcome = intake.apply_classes(&taken, &mut |_, _| {}).await.unwrap();
    assert_eq!(outcome.refused.total, 0, "{outcome:?}");
    let deed = AuditEvent::new(AuditAction::ImportApplied, "units");
    intake.finish(deed).await.unwrap();
    outcome
}

/// Each sequence has a school of its own; their files are brought as one.
async fn each_school_comes_to_what_the_rule_says_of_it_alone(store: Store, sequences: u32) {
    let schools = schools(&store, sequences).await;
    let mut random = Rng::with_seed(20);
    let mut standing: Vec<Vec<CensusUnit>> = vec![Vec::new(); schools.len()];
    let mut seen = HashMap::new();
    let (mut lines, mut paired) = (0, 0);
    for file in 0..FILES {
        let kind = if file == 0 {
            CensusFile::Estimate
        } else {
            CensusFile::List
        };
        let ask = CensusAsk {
            file: kind,
            distinct: random.bool(),
            overwrite: random.bool(),
            complete: file > 0 && random.u8(..3) == 0,
            today: today(),
        };
        let mut brought = Vec::new();
        let mut decisions = HashMap::new();
        for (at, school) in schools.iter().enumerate() {
            let SchoolFile { rows, lines } = rows(&mut random, school, kind);
            let decision = census(&standing[at], &lines, ask);
            // A line that is wrong refuses its whole file: told elsewhere.
            if decision.errors.is_empty() {
                brought.extend(rows);
                decisions.insert(at, decision);
            }
        }
        random.shuffle(&mut brought);
        let outcome = bring(&store, &brought, ask, random.usize(1..5_000)).await;
        lines += brought.len();
        paired += outcome.paired.total;
        let entered = decisions.values().flat_map(|decision| &decision.changes);
        let entered = entered.filter(|change| matches!(change, CensusChange::Enter { .. }));
        assert_eq!(outcome.entered, entered.count() as u64);
        for (at, school) in schools.iter().enumerate() {
            let expected = decisions.get(&at).map(|decision| after(&standing[at], decision));
            standing[at] = stands(
                &store,
                school,
                expected.as_deref().unwrap_or(&standing[at]),
                &mut seen,
            )
            .await;
        }
        random.shuffle(&mut brought);
        let again = bring(&store, &brought, ask, random.usize(1..5_000)).await;
        assert!(again.is_unchanged(), "file {file}: {again:?}");
        write(&store, &mut random, &mut standing, &mut seen).await;
        by_hand(&store, &mut random, &mut standing, &seen).await;
    }
    println!(
        "figures: {} sequences, {lines} lines, {paired} pairs",
        schools.len()
    );
    assert!(paired > 0);
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

/// The units as the rule leaves them: by name, since the store gives the numbers.
fn after(standing: &[CensusUnit], decision: &CensusDecision) -> Vec<CensusUnit> {
    let mut after = standing.to_vec();
    for change in &decision.changes {
        let of = |id: &UnitId| after.iter().position(|unit| unit.id == *id).unwrap();
        match change {
            CensusChange::Enter { facts, day, .. } => after.push(CensusUnit {
                id: UnitId(0),
                facts: facts.clone(),
                former: Vec::new(),
                step: Step::Reached(AdoptionStage::Identified),
                touched: false,
                last: *day,
                by_hand: ByHand::default(),
            }),
            CensusChange::Correct {
                unit,
                after: facts,
                before,
                ..
            } => {
                let at = of(unit);
                if facts.label != before.label {
                    after[at].former.push(before.label.clone());
                }
                if facts.pupils != before.pupils {
                    after[at].by_hand.pupils = None;
                }
                after[at].facts = facts.clone();
            }
            CensusChange::Withdraw { unit, .. } | CensusChange::Close { unit, .. } => {
                let at = of(unit);
                after[at].step = Step::Withdrawn;
            }
            CensusChange::Reenter { unit, .. } => {
                let at = of(unit);
                after[at].step = Step::Reached(AdoptionStage::Identified);
                after[at].touched = false;
                after[at].by_hand.closed = None;
            }
        }
    }
    after
}

/// Checks that a school stands as expected, and gives its units the numbers they have.
async fn stands(
    store: &Store,
    school: &School,
    expected: &[CensusUnit],
    seen: &mut HashMap<UnitId, Sequence>,
) -> Vec<CensusUnit> {
    let there = store.units_of_school(policy(), year(), school.uai).await.unwrap();
    let mut by_name = BTreeMap::new();
    for (unit, timeline) in &there {
        assert_eq!(timeline.standing(), Some(unit.standing));
        seen.insert(unit.id, unit.standing.sequence);
        by_name.insert(unit.unit.label.as_str(), unit);
    }
    assert_eq!(by_name.len(), expected.len(), "{}: {expected:#?}", school.uai);
    let numbered = expected.iter().map(|unit| {
        let known = by_name[unit.facts.label.as_str()];
        assert_eq!(UnitFacts::from(&known.unit), unit.facts, "{}", school.uai);
        assert_eq!(
            known.standing.step.stage().is_some(),
            unit.is_counted(),
            "{}: {unit:?}",
            school.uai
        );
        assert!(unit.id == UnitId(0) || unit.id == known.id);
        CensusUnit {
            id: known.id,
            step: known.standing.step,
            touched: known.last_news.is_some() && unit.is_counted(),
            last: known.last_news.max(Some(known.standing.since)).unwrap(),
            ..unit.clone()
        }
    });
    numbered.collect()
}

/// Officers write of some of the classes.
async fn write(
    store: &Store,
    random: &mut Rng,
    standing: &mut [Vec<CensusUnit>],
    seen: &mut HashMap<UnitId, Sequence>,
) {
    for units in standing {
        let mut steps = Vec::new();
        for unit in units.iter_mut().filter(|unit| unit.is_counted()) {
            let stage = AdoptionStage::ALL[random.usize(1..7)];
            let follows = unit.step.stage().is_some_and(|from| from.may_precede(stage));
            if !follows || random.u8(..3) > 0 {
                continue;
            }
            unit.step = Step::Reached(stage);
            unit.touched = true;
            unit.last = today();
            steps.push(Advance {
                unit: unit.id,
                seen: seen[&unit.id],
                stage,
                day: today(),
                replaces: None,
                source: Source::Call,
            });
        }
        if !steps.is_empty() {
            let id = RequestId(Uuid::now_v7());
            let change = Change {
                id,
                steps,
                annulled: Vec::new(),
            };
            let recorded = store.record(&Principal::operator(), today(), now(), change).await;
            for (unit, sequence) in recorded.unwrap().events {
                seen.insert(unit, sequence);
            }
        }
    }
}

/// Officers close some of the classes, and correct the pupils of others, after the day of any list.
async fn by_hand(
    store: &Store,
    random: &mut Rng,
    standing: &mut [Vec<CensusUnit>],
    seen: &HashMap<UnitId, Sequence>,
) {
    for unit in standing.iter_mut().flatten().filter(|unit| unit.is_counted()) {
        let known = store.corrections(&[unit.id]).await.unwrap();
        let change = match random.u8(..20) {
            0 => {
                unit.step = Step::Withdrawn;
                unit.touched = false;
                unit.by_hand.closed = Some(today());
                let why = LeavingReason::OFFERED[random.usize(..4)];
                ClassChange::Close(Close {
                    unit: unit.id,
                    seen: seen[&unit.id],
                    day: today(),
                    why,
                })
            }
            1 => {
                unit.facts.pupils = Some(unit.facts.pupils.unwrap_or(10) + 1);
                if std::mem::take(&mut unit.facts.estimated) {
                    unit.by_hand.present = Some(today());
                }
                unit.by_hand.pupils = Some(today());
                ClassChange::Correct(CorrectClass {
                    unit: unit.id,
                    seen: known
                        .get(&unit.id)
                        .map_or(0, |of| u32::try_from(of.len()).unwrap()),
                    facts: unit.facts.clone(),
                    distinct: false,
                })
            }
            _ => continue,
        };
        let id = RequestId(Uuid::now_v7());
        let changed = store
            .change_class(&Principal::operator(), today(), now(), id, change)
            .await;
        assert_eq!(changed.unwrap(), unit.id);
    }
}
