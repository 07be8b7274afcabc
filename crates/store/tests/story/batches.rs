//! Every batch has a receipt, which tells a reader of their units alone; its author, or an administrator, takes it back where nothing followed.

pub mod files;
pub mod written;

use crate::{
    engines::on_both,
    world::{district, fill, now, policy, slice, today, year},
};
use domain::{
    Action, AdoptionStage, Principal, Refusal, Role, TerritoryCode, UnitId,
    adoption::{BatchKind, BatchRefused, Followed, RequestId, Step},
    rights::AccessScope,
};
use store::{
    Store, StoreError,
    adoption::{BatchFilter, BatchState},
    intake::UndoBatch,
    request::{FormRequest, FromForm, SeenMark},
};
use uuid::Uuid;
use written::{bulk, left, officer, one, refusal, step, undo};

on_both! {
    a_bulk_update_is_told_and_taken_back, a_bulk_update_is_told_and_taken_back_on_postgres => a_bulk_update_has_a_receipt_and_is_taken_back_and_brought_again;
    what_followed_stays, what_followed_stays_on_postgres => where_something_followed_the_batch_stays_and_the_others_are_taken_back;
    who_may_undo, who_may_undo_on_postgres => its_author_within_their_scope_or_an_administrator_undoes_a_batch_and_nobody_else;
    a_reader_is_told_of_their_units, a_reader_is_told_of_their_units_on_postgres => a_receipt_tells_a_reader_of_their_units_alone;
    a_form_undoes_once, a_form_undoes_once_on_postgres => the_same_form_undoes_once_and_never_over_what_it_did_not_see;
    a_list_is_taken_back, a_list_is_taken_back_on_postgres => files::a_list_of_classes_is_taken_back_as_if_it_had_never_been_brought;
    what_replaced_stays_alone, what_replaced_stays_alone_on_postgres => files::an_estimate_does_not_come_back_beside_the_class_that_replaced_it;
    a_file_of_updates_is_taken_back, a_file_of_updates_is_taken_back_on_postgres => files::a_file_of_updates_is_taken_back_line_by_line;
    measures_are_taken_back, measures_are_taken_back_on_postgres => files::measures_are_taken_back_and_what_was_known_before_holds_again;
    a_directory_is_not_undone, a_directory_is_not_undone_on_postgres => files::a_directory_has_a_receipt_and_is_never_undone;
}

/// Every batch, to a reader.
pub async fn all(store: &Store, within: &AccessScope) -> Vec<store::adoption::BatchRow> {
    let filter = BatchFilter {
        policy: policy(),
        kind: None,
        author: None,
    };
    let list = store.batches(&filter, within, 0, 50).await.unwrap();
    assert_eq!(list.total, list.batches.len() as i64);
    list.batches
}

async fn a_bulk_update_has_a_receipt_and_is_taken_back_and_brought_again(store: Store) {
    fill(&store, 40).await;
    let nation = slice(TerritoryCode::nation());
    let never = store.weekly(&nation, today()).await.unwrap();
    let by = Principal::operator();
    let batch = bulk(&store, &by, 1..=19, AdoptionStage::Contacted).await;
    let written = store.weekly(&nation, today()).await.unwrap();
    let row = one(&store, batch).await;
    assert_eq!((row.head.kind, row.lines, row.units), (BatchKind::Bulk, 19, 19));
    assert_eq!((row.head.year, row.state), (Some(year()), BatchState::Stands));
    let places = store.batch_places(batch, &AccessScope::Everywhere).await.unwrap();
    assert_eq!(places.iter().map(|place| place.units).sum::<i64>(), 19);
    let units = store
        .batch_units(batch, &AccessScope::Everywhere, 100)
        .await
        .unwrap();
    assert!(units.len() == 19 && units.iter().all(|of| of.lines == [2]));
    let [first, last] = [units[0].known.id, units[18].known.id];
    let lines = store.batches_of(&[first, UnitId(40), last]).await.unwrap();
    assert_eq!(lines.into_iter().collect::<Vec<_>>(), {
        let mut both = vec![((first, 2), batch), ((last, 2), batch)];
        both.sort();
        both
    });

    let done = undo(&store, &by, batch, false).await.unwrap();
    assert_eq!((done.undone, done.left), (19, 0));
    assert_eq!(store.weekly(&nation, today()).await.unwrap(), never);
    assert!(
        matches!(one(&store, batch).await.state, BatchState::Undone { by, lines: 19, .. } if by == done.id)
    );
    let own = one(&store, done.id).await;
    assert_eq!(
        (own.head.kind, own.head.undoes, own.head.restores),
        (BatchKind::Bulk, Some(batch), false)
    );
    let again = undo(&store, &by, batch, false).await;
    assert_eq!(refusal(again), Refusal::Batch(BatchRefused::NothingLeft));

    let back = undo(&store, &by, done.id, false).await.unwrap();
    assert_eq!(store.weekly(&nation, today()).await.unwrap(), written);
    assert_eq!(
        one(&store, batch).await.state,
        BatchState::Stands,
        "it holds again"
    );
    assert!(one(&store, back.id).await.head.restores);
    undo(&store, &by, batch, false).await.unwrap();
    assert_eq!(
        store.weekly(&nation, today()).await.unwrap(),
        never,
        "and once more"
    );
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    assert_eq!(all(&store, &AccessScope::Everywhere).await.len(), 4);
}

async fn where_something_followed_the_batch_stays_and_the_others_are_taken_back(store: Store) {
    fill(&store, 40).await;
    let by = Principal::operator();
    let batch = bulk(&store, &by, 1..=19, AdoptionStage::Contacted).await;
    step(&store, 3, 2, AdoptionStage::Onboarded).await;
    step(&store, 7, 2, AdoptionStage::Declined).await;
    let before = left(&store).await;
    let whole = undo(&store, &by, batch, false).await;
    let refused = BatchRefused::Followed {
        followed: 2,
        others: 17,
    };
    assert_eq!(refusal(whole), Refusal::Batch(refused));
    assert_eq!(left(&store).await, before, "nothing is written");
    let preview = store.preview_undo(&by, today(), now(), batch).await.unwrap();
    let followed = |stage| Followed::Event {
        step: Step::Reached(stage),
        day: today(),
    };
    let expected = [
        (UnitId(3), followed(AdoptionStage::Onboarded)),
        (UnitId(7), followed(AdoptionStage::Declined)),
    ];
    assert_eq!(preview.followed, expected);
    let done = undo(&store, &by, batch, true).await.unwrap();
    assert_eq!((done.undone, done.left), (17, 2));
    assert!(matches!(
        one(&store, batch).await.state,
        BatchState::Undone { lines: 17, .. }
    ));
    let moved: Vec<_> = left(&store)
        .await
        .into_iter()
        .filter(|(_, step)| *step != Step::Reached(AdoptionStage::Identified))
        .collect();
    assert_eq!(
        moved,
        [
            (UnitId(3), Step::Reached(AdoptionStage::Onboarded)),
            (UnitId(7), Step::Reached(AdoptionStage::Declined))
        ]
    );
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

async fn its_author_within_their_scope_or_an_administrator_undoes_a_batch_and_nobody_else(store: Store) {
    fill(&store, 40).await;
    let (bruz, redon) = (district(0), district(1));
    let author = officer(&store, "auteure", Role::Officer, bruz).await;
    let own: Vec<i64> = store
        .list_units(&slice(bruz), None, &AccessScope::Everywhere, 0, 4)
        .await
        .unwrap()
        .units
        .iter()
        .map(|known| known.id.0)
        .collect();
    let batch = bulk(&store, &author, own, AdoptionStage::Contacted).await;
    let forbidden = |done| {
        matches!(
            refusal(done),
            Refusal::Forbidden(Action::UndoBatch | Action::RecordAdoption)
        )
    };
    let beside = officer(&store, "collegue", Role::Officer, bruz).await;
    assert!(
        forbidden(undo(&store, &beside, batch, false).await),
        "another officer of the place"
    );
    let moved = Principal {
        powers: officer(&store, "partie", Role::Officer, redon).await.powers,
        ..author.clone()
    };
    assert!(
        forbidden(undo(&store, &moved, batch, false).await),
        "its author, once elsewhere"
    );
    let coach = officer(&store, "coach", Role::Coach, TerritoryCode::nation()).await;
    assert!(forbidden(undo(&store, &coach, batch, false).await));
    let done = undo(&store, &author, batch, false).await.unwrap();
    assert_eq!(done.undone, 4);
    let administrator = officer(&store, "admin", Role::Administrator, TerritoryCode::nation()).await;
    assert_eq!(
        undo(&store, &administrator, done.id, false).await.unwrap().undone,
        4
    );
    let unknown = undo(
        &store,
        &administrator,
        domain::adoption::BatchId(Uuid::nil()),
        false,
    )
    .await;
    assert_eq!(refusal(unknown), Refusal::Batch(BatchRefused::Unknown));
}

async fn a_receipt_tells_a_reader_of_their_units_alone(store: Store) {
    fill(&store, 40).await;
    let batch = bulk(&store, &Principal::operator(), 1..=20, AdoptionStage::Contacted).await;
    let within = AccessScope::Within(vec![district(1)]);
    let everywhere = one(&store, batch).await.units;
    let own = store.batch(batch, &within).await.unwrap().unwrap().units;
    assert!(0 < own && own < everywhere, "{own} of {everywhere}");
    let units = store.batch_units(batch, &within, 100).await.unwrap();
    assert_eq!(units.len() as i64, own);
    assert!(units.iter().all(|of| of.known.unit.district == Some(district(1))));
    let places = store.batch_places(batch, &within).await.unwrap();
    assert!(places.iter().all(|place| place.district == Some(district(1))));
    let elsewhere = AccessScope::Within(vec![TerritoryCode::department("93").unwrap()]);
    assert_eq!(store.batch(batch, &elsewhere).await.unwrap(), None);
    assert_eq!(all(&store, &elsewhere).await, []);
    assert!(store.batch_authors(&elsewhere).await.unwrap().is_empty());
    assert_eq!(all(&store, &within).await.len(), 1);
    let academy = AccessScope::Within(vec![TerritoryCode::academy("14").unwrap()]);
    assert_eq!(all(&store, &academy).await[0].units, everywhere);
}

async fn the_same_form_undoes_once_and_never_over_what_it_did_not_see(store: Store) {
    fill(&store, 40).await;
    let by = Principal::operator();
    let batch = bulk(&store, &by, 1..=9, AdoptionStage::Contacted).await;
    let seen = store.preview_undo(&by, today(), now(), batch).await.unwrap().mark;
    step(&store, 3, 2, AdoptionStage::Onboarded).await;
    let ask = async |seen: SeenMark, id: Uuid, except_moved| {
        let asked = FromForm {
            what: UndoBatch { batch, except_moved },
            form: Some(FormRequest {
                id: RequestId(id),
                seen,
            }),
        };
        store.undo_batch(&by, today(), now(), asked).await
    };
    let id = Uuid::now_v7();
    assert_eq!(refusal(ask(seen, id, true).await), Refusal::SeenAnother);
    let seen = store.preview_undo(&by, today(), now(), batch).await.unwrap().mark;
    let first = ask(seen, id, true).await.unwrap();
    let version = store.version();
    let second = ask(seen, id, true).await.unwrap();
    assert_eq!((second.id, second.undone), (first.id, first.undone));
    assert_eq!(store.version(), version, "once");
    assert_eq!(refusal(ask(seen, id, false).await), Refusal::RequestReused);
    assert!(matches!(
        undo(&store, &by, batch, true).await,
        Err(StoreError::Refused(Refusal::Batch(BatchRefused::NothingLeft)))
    ));
}
