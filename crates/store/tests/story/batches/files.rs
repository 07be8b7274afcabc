//! Files taken back: lists of classes, updates, measures; a directory is not.

use super::{
    all,
    written::{left, one, refusal, step, undo},
};
use crate::world::{day, fill, now, policy, school, slice, today, year};
use domain::{
    AdoptionStage, AuditAction, Principal, Refusal, TerritoryCode, UnitId, Week,
    adoption::{
        BatchId, BatchKind, BatchRefused, Followed, Step,
        census::{CensusAsk, CensusFile, CensusLine},
    },
    rights::AccessScope,
    unit::Levels,
    usage::{Instrument, Measure, UsagePlace},
};
use store::{
    Store,
    adoption::{BatchHead, BatchState},
    audit::AuditEvent,
    intake::{ClassKey, ClassRow, Intake, TakenClasses, UnitKey, UpdateRow, UsageAsk, UsageRow},
    usage::Measured,
};

/// Begins a file.
pub async fn begin(store: &Store, kind: BatchKind) -> (Intake, BatchId) {
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    let head = BatchHead::of_file(None, kind, policy(), "fichier.csv");
    let id = head.id;
    intake.in_batch(head);
    (intake, id)
}

pub async fn finish(intake: Intake) {
    let deed = AuditEvent::new(AuditAction::ImportApplied, "");
    intake.finish(deed).await.unwrap();
}

/// Brings classes of the first school beyond the small nation's: (name, level).
pub async fn classes(store: &Store, file: CensusFile, classes: &[(&str, &str)]) -> BatchId {
    let kind = match file {
        CensusFile::List => BatchKind::Units,
        CensusFile::Estimate => BatchKind::Estimate,
    };
    let (mut intake, id) = begin(store, kind).await;
    let marks = intake.schools().await.unwrap();
    let row = |(rank, (label, level)): (usize, &(&str, &str))| ClassRow {
        key: ClassKey {
            year: year(),
            school: school(4).uai,
        },
        class: CensusLine {
            line: rank as u64 + 2,
            label: (*label).to_owned(),
            levels: Levels::parse(level).unwrap(),
            pupils: (file == CensusFile::List).then_some(12),
            co_teaching: None,
            day: day(2020, 9, 1),
            dated: false,
        },
        priority_education: school(4).priority_education,
    };
    let rows: Vec<_> = classes.iter().enumerate().map(row).collect();
    intake.stage_classes(&rows).await.unwrap();
    let taken = TakenClasses {
        policy: policy(),
        ask: CensusAsk {
            file,
            distinct: true,
            overwrite: false,
            complete: false,
            today: today(),
        },
        schools: &marks,
    };
    let outcome = intake.apply_classes(&taken, &mut |_, _| {}).await.unwrap();
    assert_eq!(outcome.refused.total, 0, "{outcome:?}");
    finish(intake).await;
    id
}

/// Adds that school.
pub async fn add_school(store: &Store) {
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.put_schools(&[school(4)]).await.unwrap();
    finish(intake).await;
}

async fn with_a_school(store: &Store) {
    fill(store, 8).await;
    add_school(store).await;
}

/// What is told of the classes of that school that have not left.
async fn told(store: &Store) -> Vec<(String, Option<u16>, bool)> {
    let units = store
        .units_of_school(policy(), year(), school(4).uai)
        .await
        .unwrap();
    let there = units
        .into_iter()
        .filter(|(known, _)| known.standing.step != Step::Withdrawn);
    there
        .map(|(known, _)| (known.unit.label, known.unit.pupils, known.unit.estimated))
        .collect()
}

pub async fn a_list_of_classes_is_taken_back_as_if_it_had_never_been_brought(store: Store) {
    with_a_school(&store).await;
    let nation = slice(TerritoryCode::nation());
    classes(&store, CensusFile::Estimate, &[("CP 1", "CP"), ("CP 2", "CP")]).await;
    let (never, facts) = (store.weekly(&nation, today()).await.unwrap(), told(&store).await);
    // An estimate is confirmed, another replaced, a class enters.
    let list = [("CP 1", "CP"), ("CE1 A", "CE1")];
    let batch = classes(&store, CensusFile::List, &list).await;
    let (written, listed) = (store.weekly(&nation, today()).await.unwrap(), told(&store).await);
    assert_ne!(listed, facts);
    let row = one(&store, batch).await;
    assert_eq!(
        (row.head.kind, row.head.origin.as_str()),
        (BatchKind::Units, "fichier.csv")
    );
    assert_eq!(row.units, 3, "{row:?}");

    let by = Principal::operator();
    let done = undo(&store, &by, batch, false).await.unwrap();
    assert_eq!((done.undone, done.left), (3, 0));
    assert_eq!(told(&store).await, facts);
    assert_eq!(store.weekly(&nation, today()).await.unwrap(), never);
    let back = undo(&store, &by, done.id, false).await.unwrap();
    assert_eq!(back.undone, 3);
    assert_eq!(told(&store).await, listed);
    assert_eq!(store.weekly(&nation, today()).await.unwrap(), written);
    undo(&store, &by, batch, false).await.unwrap();
    assert_eq!(told(&store).await, facts);
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

pub async fn an_estimate_does_not_come_back_beside_the_class_that_replaced_it(store: Store) {
    with_a_school(&store).await;
    classes(&store, CensusFile::Estimate, &[("CP 1", "CP"), ("CP 2", "CP")]).await;
    let list = [("Éléonore", "CP"), ("Zoé", "CP")];
    let batch = classes(&store, CensusFile::List, &list).await;
    let there = left(&store).await;
    let (entered, _) = *there.last().unwrap();
    step(&store, entered.0, 1, AdoptionStage::Contacted).await;
    let by = Principal::operator();
    let preview = store.preview_undo(&by, today(), now(), batch).await.unwrap();
    let replaced = preview
        .followed
        .iter()
        .filter(|(_, why)| *why == Followed::Replaced);
    assert_eq!(replaced.count(), 2, "{:?}", preview.followed);
    undo(&store, &by, batch, true).await.unwrap();
    let stands: Vec<_> = left(&store)
        .await
        .into_iter()
        .filter(|(id, _)| id.0 > 8)
        .collect();
    assert_eq!(stands, [(entered, Step::Reached(AdoptionStage::Contacted))]);
}

pub async fn a_file_of_updates_is_taken_back_line_by_line(store: Store) {
    fill(&store, 40).await;
    let before = left(&store).await;
    let (mut intake, batch) = begin(&store, BatchKind::Updates).await;
    let row = |unit: i64, stage, on| UpdateRow {
        line: unit as u64,
        key: UnitKey::Id(UnitId(unit)),
        stage,
        day: on,
    };
    let mut rows: Vec<_> = (1..=30)
        .map(|unit| row(unit, AdoptionStage::Contacted, day(2021, 1, 4)))
        .collect();
    rows.push(row(5, AdoptionStage::Onboarded, day(2021, 2, 1)));
    intake.stage_updates(&rows).await.unwrap();
    intake
        .apply_updates(policy(), today(), &mut |_, _| {})
        .await
        .unwrap();
    finish(intake).await;
    let row = one(&store, batch).await;
    assert_eq!((row.lines, row.units), (31, 30));
    let by = Principal::operator();
    let done = undo(&store, &by, batch, false).await.unwrap();
    assert_eq!(done.undone, 30);
    assert_eq!(left(&store).await, before);
    assert_eq!(one(&store, done.id).await.lines, 31);
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

fn visits(week: Week, value: i64) -> UsageRow {
    UsageRow {
        line: 2,
        place: UsagePlace::Territory(TerritoryCode::nation()),
        measure: Measure::Visits,
        week,
        value,
    }
}

async fn bring(store: &Store, rows: &[UsageRow]) -> BatchId {
    let (mut intake, id) = begin(store, BatchKind::Usage).await;
    let ask = UsageAsk {
        policy: policy(),
        instrument: Instrument::Matomo,
        origin: "visites.csv",
    };
    intake.stage_usage(rows).await.unwrap();
    let outcome = intake.apply_usage(&ask, &mut |_, _| {}).await.unwrap();
    assert_eq!(outcome.refused, []);
    finish(intake).await;
    id
}

pub async fn measures_are_taken_back_and_what_was_known_before_holds_again(store: Store) {
    fill(&store, 4).await;
    let week = Week::of(day(2021, 2, 1));
    let course = async || {
        let nation = UsagePlace::Territory(TerritoryCode::nation());
        let told = store.usage(policy(), nation, week..=week.next()).await.unwrap();
        told.get(&Measure::Visits).cloned().unwrap_or_default()
    };
    bring(&store, &[visits(week, 1_000)]).await;
    let never = course().await;
    let batch = bring(&store, &[visits(week, 10), visits(week.next(), 20)]).await;
    let mistaken = course().await;
    assert_eq!(mistaken.len(), 2);
    let row = one(&store, batch).await;
    assert_eq!((row.head.kind, row.lines, row.units), (BatchKind::Usage, 2, 0));
    let by = Principal::operator();
    let done = undo(&store, &by, batch, false).await.unwrap();
    assert_eq!(done.undone, 2);
    assert_eq!(course().await, never, "as if it had never been brought");
    let entries = store.usage_entries(policy(), 9).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.annuls, entry.annulled))
        .collect();
    assert_eq!(told, [(true, false), (false, true), (false, false)]);
    let again = undo(&store, &by, batch, false).await;
    assert_eq!(refusal(again), Refusal::Batch(BatchRefused::NothingLeft));
    // What was taken back is new when it is brought again.
    let third = bring(&store, &[visits(week.next(), 20)]).await;
    let measured = |value| Measured { value, before: None };
    assert_eq!(course().await.get(&week.next()), Some(&measured(20)));
    undo(&store, &by, third, false).await.unwrap();
    undo(&store, &by, done.id, false).await.unwrap();
    assert_eq!(course().await, mistaken, "brought back");
    undo(&store, &by, batch, false).await.unwrap();
    assert_eq!(course().await, never, "and taken back once more");
}

pub async fn a_directory_has_a_receipt_and_is_never_undone(store: Store) {
    fill(&store, 4).await;
    let (mut intake, batch) = begin(&store, BatchKind::Schools).await;
    intake.put_schools(&[school(4), school(5)]).await.unwrap();
    finish(intake).await;
    let row = one(&store, batch).await;
    assert_eq!(
        (row.head.kind, row.lines, row.state),
        (BatchKind::Schools, 2, BatchState::Stands)
    );
    let undone = undo(&store, &Principal::operator(), batch, false).await;
    let expected = BatchRefused::NotUndoable(BatchKind::Schools);
    assert_eq!(refusal(undone), Refusal::Batch(expected));
    // The same directory again changes nothing, hence has none.
    let (mut intake, _) = begin(&store, BatchKind::Schools).await;
    intake.put_schools(&[school(4), school(5)]).await.unwrap();
    finish(intake).await;
    assert_eq!(all(&store, &AccessScope::Everywhere).await.len(), 1);
    let within = AccessScope::Within(vec![TerritoryCode::department("35").unwrap()]);
    assert_eq!(all(&store, &within).await, [], "it is the whole nation's");
}
