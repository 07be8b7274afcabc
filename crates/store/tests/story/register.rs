//! The register of imports, of two programs over one database: what an import wrote and its end are kept together, and nobody ends what another still runs.

use crate::{
    engines::postgres_url,
    world::{fill, now, year},
};
use chrono::TimeDelta;
use domain::{AuditAction, Principal, SchoolYear, Uai, networks::PriorityNetwork};
use std::time::{Duration, Instant};
use store::{
    Fault, Store, StoreError,
    audit::{AuditEvent, AuditFilter, AuditReader},
    import::{ImportClosing, ImportId, ImportKind, ImportState, LEASE, NewImport},
};
use uuid::Uuid;

/// The same story over two stores of one database, on both engines.
macro_rules! of_two {
    ($($sqlite:ident, $postgres:ident => $story:path;)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $sqlite() {
                let folder = tempfile::tempdir().unwrap();
                let open = async || Store::open_sqlite(folder.path()).await.unwrap();
                $story(open().await, open).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $postgres() {
                let Some(url) = postgres_url().await else { return };
                let open = async || Store::open_postgres(&url).await.unwrap();
                $story(open().await, open).await;
            }
        )*
    };
}

of_two! {
    prove_register_what_is_written_and_its_end_are_kept_together_on_sqlite,
    prove_register_what_is_written_and_its_end_are_kept_together_on_postgres => kept_together;
    prove_register_a_start_ends_nothing_that_another_runs_on_sqlite,
    prove_register_a_start_ends_nothing_that_another_runs_on_postgres => a_start_ends_nothing_of_another;
    prove_register_a_start_does_not_wait_for_a_long_write_on_sqlite,
    prove_register_a_start_does_not_wait_for_a_long_write_on_postgres => a_start_does_not_wait;
    the_same_id_by_another_person_or_of_another_file_is_a_conflict_on_sqlite,
    the_same_id_by_another_person_or_of_another_file_is_a_conflict_on_postgres => another_person_is_a_conflict;
}

fn by() -> Principal {
    Principal::operator()
}

fn new() -> NewImport {
    NewImport {
        id: ImportId(Uuid::now_v7()),
        kind: ImportKind::Networks,
        file_name: "réseaux.csv".to_owned(),
        sha256: [7; 32],
        bytes: 12,
        dry_run: false,
    }
}

async fn opened(store: &Store) -> ImportId {
    let new = new();
    assert!(store.open_import(&by(), now(), &new).await.unwrap());
    new.id
}

fn closing(id: ImportId, state: ImportState) -> ImportClosing {
    ImportClosing {
        id,
        at: now() + TimeDelta::seconds(5),
        state,
        rows_read: 3,
        report_json: "{}".to_owned(),
        given_back_json: None,
    }
}

async fn state(store: &Store, id: ImportId) -> ImportState {
    store.import(id).await.unwrap().unwrap().state
}

/// Writes a list of networks as an import does, of a year of its own so that it is seen whether it is there.
async fn write(store: &Store, id: ImportId, of: SchoolYear) -> Result<(), StoreError> {
    let mut intake = store.begin_intake(&by(), now()).await?;
    let head = PriorityNetwork(Uai::from_number(350_900).unwrap());
    let schools = [(Uai::from_number(350_100).unwrap(), head)].into();
    intake.put_networks(of, &schools).await?;
    let deed = AuditEvent::new(AuditAction::ImportApplied, "networks");
    let closing = closing(id, ImportState::Done);
    intake.finish_and_close(deed, Some(&closing)).await?;
    Ok(())
}

async fn kept_together(store: Store, open: impl AsyncFn() -> Store) {
    fill(&store, 1).await;
    let other = open().await;
    let id = opened(&store).await;
    assert_eq!(state(&other, id).await, ImportState::Waiting);
    store.start_import(now(), id).await.unwrap();
    assert_eq!(state(&other, id).await, ImportState::Running);
    write(&store, id, year()).await.unwrap();
    let row = other.import(id).await.unwrap().unwrap();
    assert_eq!((row.state, row.rows_read), (ImportState::Done, 3));
    assert_eq!(row.ended_at, Some(now() + TimeDelta::seconds(5)));
    assert_eq!(other.network_list(year()).await.unwrap(), Some(year()));
    // What ended stays as it ended, whoever comes after.
    store
        .close_import(&by(), &closing(id, ImportState::Failed))
        .await
        .unwrap();
    other.interrupt_imports(&by(), now() + LEASE * 100).await.unwrap();
    assert_eq!(state(&store, id).await, ImportState::Done);
    let reader = AuditReader::of_everything(by().actor);
    let filter = AuditFilter {
        text: Some(AuditAction::ImportClosed.code().to_owned()),
        ..AuditFilter::default()
    };
    let trail = store.trail(&reader, &filter, 0, 10).await.unwrap();
    let told: Vec<_> = trail.entries.iter().map(|entry| entry.object.clone()).collect();
    assert_eq!(told, [format!("done {}", id.0)]);
    // An import that somebody ended meanwhile writes nothing, which is what its entry says.
    let late = opened(&store).await;
    assert_eq!(
        other.interrupt_imports(&by(), now() + LEASE * 2).await.unwrap(),
        1
    );
    let later = SchoolYear::starting(2022).unwrap();
    let stop = write(&store, late, later).await.unwrap_err();
    assert!(
        matches!(stop, StoreError::Broken(Fault::Untouched("import"))),
        "{stop}"
    );
    assert_eq!(state(&store, late).await, ImportState::Interrupted);
    assert_eq!(
        store.network_list(later).await.unwrap(),
        Some(year()),
        "nothing of it is written"
    );
    // One of another program is not this one's to close.
    let theirs = opened(&other).await;
    let stop = store
        .close_import(&by(), &closing(theirs, ImportState::Refused))
        .await;
    assert!(matches!(
        stop,
        Err(StoreError::Broken(Fault::Untouched("import")))
    ));
    assert_eq!(state(&store, theirs).await, ImportState::Waiting);
}

async fn a_start_ends_nothing_of_another(store: Store, open: impl AsyncFn() -> Store) {
    fill(&store, 1).await;
    let (waiting, running) = (opened(&store).await, opened(&store).await);
    store.start_import(now(), running).await.unwrap();
    let other = open().await;
    assert_eq!(other.interrupt_imports(&by(), now()).await.unwrap(), 0);
    let renewed = now() + LEASE - TimeDelta::seconds(1);
    store.renew_import(renewed, running).await.unwrap();
    // A renewal of another program's import is none.
    other.renew_import(renewed + LEASE, waiting).await.unwrap();
    let later = now() + LEASE + TimeDelta::seconds(1);
    // Its own, which it could not renew behind a long write, are not left to itself.
    assert_eq!(store.interrupt_imports(&by(), later).await.unwrap(), 0);
    assert_eq!(other.interrupt_imports(&by(), later).await.unwrap(), 1);
    assert_eq!(state(&store, waiting).await, ImportState::Interrupted);
    assert_eq!(state(&store, running).await, ImportState::Running);
    write(&store, running, year()).await.unwrap();
    assert_eq!(state(&other, running).await, ImportState::Done);
}

async fn a_start_does_not_wait(store: Store, open: impl AsyncFn() -> Store) {
    fill(&store, 1).await;
    let (running, left) = (opened(&store).await, opened(&store).await);
    let intake = store.begin_intake(&by(), now()).await.unwrap();
    let begun = Instant::now();
    let other = open().await;
    assert_eq!(other.interrupt_imports(&by(), now()).await.unwrap(), 0);
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    // What was left by a program that stopped is marked once the long write is over.
    let later = now() + LEASE * 2;
    assert!(matches!(
        other.interrupt_imports(&by(), later).await,
        Err(StoreError::Busy)
    ));
    assert_eq!(state(&other, left).await, ImportState::Waiting);
    intake.abandon().await.unwrap();
    store.renew_import(later, running).await.unwrap();
    assert_eq!(other.interrupt_imports(&by(), later).await.unwrap(), 1);
    assert_eq!(state(&other, left).await, ImportState::Interrupted);
}

async fn another_person_is_a_conflict(store: Store, _: impl AsyncFn() -> Store) {
    let new = new();
    assert!(store.open_import(&by(), now(), &new).await.unwrap());
    assert!(
        !store.open_import(&by(), now(), &new).await.unwrap(),
        "its form sent twice"
    );
    let other_file = NewImport {
        sha256: [8; 32],
        ..new.clone()
    };
    let tried = NewImport {
        dry_run: true,
        ..new.clone()
    };
    let mut somebody = by();
    somebody.actor = domain::Actor::Demonstration;
    for (who, sent) in [(by(), &other_file), (by(), &tried), (somebody, &new)] {
        let told = store.open_import(&who, now(), sent).await;
        let conflict = matches!(told, Err(StoreError::Refused(domain::Refusal::RequestReused)));
        assert!(conflict, "{told:?}");
    }
}
