//! The school calendar: official to begin with, then edited by whoever may; two who write at once, the same request again.

use crate::{
    engines::{on_both, postgres_url},
    world::{day, now, today},
};
use domain::{
    Principal, Refusal, Week,
    adoption::RequestId,
    calendar::{Break, BreakKind, Calendar, CalendarRefused, Zone},
};
use store::{
    Store, StoreError,
    audit::{AuditFilter, AuditReader},
    calendar::{CalendarChange, CalendarMove, standing},
};
use uuid::Uuid;

on_both! {
    a_store_starts_with_the_official_calendar, a_store_starts_with_the_official_calendar_on_postgres => it_starts_with_the_official_calendar;
    a_break_is_added_and_taken_back, a_break_is_added_and_taken_back_on_postgres => a_break_counts_until_it_is_taken_back;
    of_two_who_change_the_calendar_one_wins, of_two_who_change_the_calendar_one_wins_on_postgres => of_two_at_once_one_wins_and_the_other_is_told;
    a_request_changes_the_calendar_once, a_request_changes_the_calendar_once_on_postgres => the_same_request_again_writes_nothing;
}

fn autumn(zone: Zone) -> Break {
    let label = Some("Toussaint".to_owned());
    Break::new(
        zone,
        BreakKind::Holiday,
        day(2022, 10, 22),
        day(2022, 11, 6),
        label,
    )
    .unwrap()
}
fn added(zones: &[Zone]) -> CalendarMove {
    CalendarMove::Add(zones.iter().copied().map(autumn).collect())
}
async fn ask(store: &Store, id: Uuid, step: CalendarMove) -> Result<(), StoreError> {
    let by = Principal::operator();
    store
        .change_calendar(&by, today(), now(), RequestId(id), step)
        .await
}
async fn once(store: &Store, step: CalendarMove) -> Result<(), StoreError> {
    ask(store, Uuid::now_v7(), step).await
}
fn refused(told: Result<(), StoreError>) -> CalendarRefused {
    match told {
        Err(StoreError::Refused(Refusal::Calendar(refused))) => refused,
        other => panic!("{other:?}"),
    }
}
/// The number of the autumn's break in a zone.
async fn number(store: &Store, zone: Zone) -> Option<i64> {
    let entries = store.calendar_entries().await.unwrap();
    let found = standing(&entries)
        .into_iter()
        .find(|(_, off)| **off == autumn(zone));
    found.map(|(id, _)| id)
}

async fn it_starts_with_the_official_calendar(store: Store) {
    assert_eq!(store.calendar().await.unwrap(), Calendar::official());
    let entries = store.calendar_entries().await.unwrap();
    assert!(
        entries.iter().all(|entry| entry.by.is_none()),
        "it came with the program"
    );
    assert!(
        entries
            .iter()
            .all(|entry| matches!(entry.what, CalendarChange::Added(_)))
    );
}

async fn a_break_counts_until_it_is_taken_back(store: Store) {
    let week = Week::of(day(2022, 10, 24));
    let share = async || {
        store
            .calendar()
            .await
            .unwrap()
            .school_share(week, Some(Zone::Reunion))
    };
    let version = store.version();
    assert!((share().await - 1.0).abs() < 1e-9);
    once(&store, added(&[Zone::Reunion, Zone::Corsica]))
        .await
        .unwrap();
    assert_eq!(store.version(), version + 1, "figures depend on it");
    assert!(share().await.abs() < 1e-9);
    let known = autumn(Zone::Corsica);
    let overlap = refused(once(&store, added(&[Zone::A, Zone::Corsica])).await);
    assert_eq!(overlap, CalendarRefused::Overlaps(known));
    assert_eq!(number(&store, Zone::A).await, None, "all of them or none");
    let id = number(&store, Zone::Reunion).await.unwrap();
    once(&store, CalendarMove::TakeBack(id)).await.unwrap();
    assert!((share().await - 1.0).abs() < 1e-9);
    for gone in [id, id + 2, 9_999] {
        let told = refused(once(&store, CalendarMove::TakeBack(gone)).await);
        assert_eq!(told, CalendarRefused::NotThere, "{gone}");
    }
    // An official one is taken back like any other, and what is taken back stays readable.
    once(&store, CalendarMove::TakeBack(1)).await.unwrap();
    let entries = store.calendar_entries().await.unwrap();
    assert_eq!(store.calendar().await.unwrap().all().len() + 4, entries.len());
    assert_eq!(entries.last().unwrap().what, CalendarChange::TakenBack(1));
    assert_eq!(entries.last().unwrap().by.unwrap().1, now());
    let nobody = Principal::nobody(None);
    let step = added(&[Zone::Mayotte]);
    let stop = store
        .change_calendar(&nobody, today(), now(), RequestId(Uuid::now_v7()), step)
        .await
        .unwrap_err();
    assert!(
        matches!(stop, StoreError::Refused(Refusal::Forbidden(_))),
        "{stop:?}"
    );
    let by = Principal::operator();
    let filter = AuditFilter {
        text: Some("calendar.".to_owned()),
        ..AuditFilter::default()
    };
    let trail = store
        .trail(&AuditReader::of_everything(by.actor), &filter, 0, 10)
        .await
        .unwrap();
    let told: Vec<_> = trail.entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        told,
        [
            "calendar.break-taken-back",
            "calendar.break-taken-back",
            "calendar.break-added"
        ]
    );
}

async fn of_two_at_once_one_wins_and_the_other_is_told(store: Store) {
    let send = |step: CalendarMove| {
        let store = store.clone();
        tokio::spawn(async move { once(&store, step).await })
    };
    for zone in Zone::ALL {
        let (one, other) = (send(added(&[*zone])), send(added(&[*zone])));
        let told = match (one.await.unwrap(), other.await.unwrap()) {
            (Ok(()), told) | (told, Ok(())) => told,
            both => panic!("{both:?}"),
        };
        assert_eq!(refused(told), CalendarRefused::Overlaps(autumn(*zone)));
        let id = number(&store, *zone).await.unwrap();
        let (one, other) = (send(CalendarMove::TakeBack(id)), send(CalendarMove::TakeBack(id)));
        let told = match (one.await.unwrap(), other.await.unwrap()) {
            (Ok(()), told) | (told, Ok(())) => told,
            both => panic!("{both:?}"),
        };
        assert_eq!(refused(told), CalendarRefused::NotThere);
    }
    assert_eq!(store.calendar().await.unwrap(), Calendar::official());
}

async fn the_same_request_again_writes_nothing(store: Store) {
    let (add, take) = (Uuid::now_v7(), Uuid::now_v7());
    let step = added(&[Zone::A, Zone::B]);
    ask(&store, add, step.clone()).await.unwrap();
    let version = store.version();
    ask(&store, add, step.clone()).await.unwrap();
    let id = number(&store, Zone::A).await.unwrap();
    assert_eq!(store.version(), version);
    for _ in 0..2 {
        ask(&store, take, CalendarMove::TakeBack(id)).await.unwrap();
        assert_eq!(store.version(), version + 1);
    }
    // What was taken back since is not added again by the form that added it.
    ask(&store, add, step).await.unwrap();
    assert_eq!(number(&store, Zone::A).await, None);
    for (id, other) in [
        (add, added(&[Zone::A])),
        (take, CalendarMove::TakeBack(1)),
        (take, added(&[Zone::A])),
    ] {
        let told = ask(&store, id, other).await;
        assert!(
            matches!(told, Err(StoreError::Refused(Refusal::RequestReused))),
            "{told:?}"
        );
    }
}

/// What was edited stands when the store is opened again: the official calendar comes once.
async fn what_was_edited_stays(open: impl AsyncFn() -> Store) {
    let store = open().await;
    once(&store, CalendarMove::TakeBack(1)).await.unwrap();
    let edited = store.calendar().await.unwrap();
    store.close().await;
    let store = open().await;
    assert_eq!(store.calendar().await.unwrap(), edited);
    assert_ne!(edited, Calendar::official());
    store.close().await;
}

#[tokio::test]
async fn an_edited_calendar_stays_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    what_was_edited_stays(async || Store::open_sqlite(folder.path()).await.unwrap()).await;
}

#[tokio::test]
async fn an_edited_calendar_stays_when_it_is_opened_again_on_postgres() {
    let Some(url) = postgres_url().await else { return };
    what_was_edited_stays(async || Store::open_postgres(&url).await.unwrap()).await;
}
