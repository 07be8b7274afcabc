//! The audit trail: read in one's own scope, never changed by hand.

use super::{eventually, make, principal};
use crate::{
    engines::{postgres_url, sqlite},
    world::{fill, now},
};
use domain::{AccountId, Actor, AuditAction, Principal, Role, TerritoryCode, rights::AccessScope};
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::{
    Store,
    audit::{AuditFilter, AuditReader},
};

/// Everybody sees who changed what is theirs, and nothing else.
pub(super) async fn the_trail_is_read_in_ones_own_scope(store: &Store, bruz: TerritoryCode) {
    let trail = async |own, territory| {
        let within = AccessScope::Within(vec![territory]);
        let reader = AuditReader {
            own,
            within: Some(&within),
            money: true,
        };
        let page = store.trail(&reader, &AuditFilter::default(), 0, 50).await;
        page.unwrap().entries
    };
    let theirs = trail(Actor::LocalOperator, bruz).await;
    let seen = theirs
        .iter()
        .find(|line| line.action == "adoption.recorded")
        .unwrap();
    assert_eq!(
        (seen.territory, seen.name.as_deref()),
        (Some(bruz), Some("officer"))
    );
    let away = trail(Actor::Account(AccountId(999)), crate::world::district(1)).await;
    assert!(away.iter().all(|line| line.territory != Some(bruz)));
}

pub(super) async fn a_refusal_behind_a_long_write_leaves_its_line(store: Store) {
    fill(&store, 2).await;
    let coach = make(&store, "coach", Role::Coach, TerritoryCode::nation()).await;
    let coach = principal(&store, coach).await;
    let long = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    store.note(
        &coach,
        now(),
        store::audit::AuditEvent::new(AuditAction::AccessRefused, "GET /personnes"),
        true,
    );
    // Longer than a writer waits before it is told to come back: the note has to try again.
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    long.abandon().await.unwrap();
    let refused = AuditFilter {
        refused: true,
        ..AuditFilter::default()
    };
    let lines = eventually(&store, coach.actor, &refused, |_| true).await;
    assert_eq!(lines.len(), 1);
}

const BY_HAND: [&str; 3] = [
    "update audit_trail set author = 'nobody'",
    "update audit_trail set refused = not refused where id = 1",
    "delete from audit_trail",
];

#[tokio::test]
async fn the_trail_can_t_be_changed_by_hand() {
    let (store, folder) = sqlite().await;
    make(&store, "admin", Role::Administrator, TerritoryCode::nation()).await;
    store.close().await;
    let file = folder.path().join("classe12.sqlite");
    let mut hand = SqliteConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    for sql in BY_HAND {
        let done = sqlx::query(sql).execute(&mut hand).await;
        assert!(done.unwrap_err().to_string().contains("append-only"), "{sql}");
    }
}

#[tokio::test]
async fn the_trail_can_t_be_changed_by_hand_on_postgres() {
    let Some(url) = postgres_url().await else { return };
    let store = Store::open_postgres(&url).await.unwrap();
    make(&store, "admin", Role::Administrator, TerritoryCode::nation()).await;
    store.close().await;
    let mut hand = PgConnection::connect(&url).await.unwrap();
    for sql in BY_HAND.into_iter().chain(["truncate audit_trail"]) {
        let done = sqlx::query(sql).execute(&mut hand).await;
        assert!(done.unwrap_err().to_string().contains("append-only"), "{sql}");
    }
}
