//! Accounts, roles, links and the trail, on both engines.

mod retention;
mod trail;

use crate::{
    engines::on_both,
    world::{fill, now, policy, slice, today, year},
};
use chrono::TimeDelta;
use domain::{
    AccountId, Action, Actor, AdoptionStage, Email, Principal, Refusal, Role, TerritoryCode,
    account::{AccountState, LinkKind, Party},
    adoption::{Advance, RequestId, Source},
    rights::{AccessScope, Grant, Powers, reach},
};
use retention::{
    an_erased_person_leaves_a_number_and_the_trail, what_was_kept_long_enough_goes_and_nothing_else,
};
use store::{
    Store, StoreError,
    account::{LinkState, NewAccount, NewLink, Secret},
    adoption::Change,
    audit::{AuditEntry, AuditFilter, AuditReader},
};
use trail::{a_refusal_behind_a_long_write_leaves_its_line, the_trail_is_read_in_ones_own_scope};
use uuid::Uuid;

on_both! {
    an_invitation_opens_once, an_invitation_opens_once_on_postgres => an_invitation_opens_an_account_once;
    the_last_administrator_stays, the_last_administrator_stays_on_postgres => the_last_administrator_can_t_be_closed_nor_lose_the_role;
    an_erased_person_leaves_a_number, an_erased_person_leaves_a_number_on_postgres => an_erased_person_leaves_a_number_and_the_trail;
    a_scope_stands_in_the_sql, a_scope_stands_in_the_sql_on_postgres => a_scope_stands_in_the_sql_and_in_the_write;
    a_refusal_behind_a_long_write, a_refusal_behind_a_long_write_on_postgres => a_refusal_behind_a_long_write_leaves_its_line;
    what_is_old_goes, what_is_old_goes_on_postgres => what_was_kept_long_enough_goes_and_nothing_else;
}

fn new_person(name: &str) -> NewAccount {
    NewAccount {
        email: Email::new(&format!("{name}@ac-rennes.fr")),
        name: name.to_owned(),
        party: Party::Menj,
        ends_on: None,
    }
}
fn grant(role: Role, territory: TerritoryCode) -> Grant {
    Grant {
        role,
        policy: None,
        territory,
        from: today(),
        until: None,
    }
}
async fn make(store: &Store, name: &str, role: Role, territory: TerritoryCode) -> AccountId {
    let by = Principal::operator();
    store
        .make_account(&by, now(), &new_person(name), &grant(role, territory))
        .await
        .unwrap()
}
async fn principal(store: &Store, id: AccountId) -> Principal {
    let known = store.account(id).await.unwrap().unwrap();
    Principal {
        actor: Actor::Account(id),
        powers: Powers::Granted(known.grants().into()),
        origin: Some("81.2.3.0/24".into()),
    }
}
fn link(token: &str) -> NewLink {
    NewLink {
        id: Uuid::now_v7(),
        token: Secret::of(token),
        code: None,
    }
}

/// What the trail says once it says what is looked for: a note is written aside, in its turn.
async fn eventually(
    store: &Store,
    own: Actor,
    filter: &AuditFilter,
    is: impl Fn(&AuditEntry) -> bool,
) -> Vec<AuditEntry> {
    for _ in 0..500 {
        let page = store
            .trail(&AuditReader::of_everything(own), filter, 0, 50)
            .await
            .unwrap();
        if page.entries.iter().any(&is) {
            return page.entries;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the trail does not say it");
}

async fn an_invitation_opens_an_account_once(store: Store) {
    let administrator = make(&store, "admin", Role::Administrator, TerritoryCode::nation()).await;
    let by = principal(&store, administrator).await;
    let officer = grant(Role::Officer, TerritoryCode::department("35").unwrap());
    let new = new_person("camille");
    let id = store
        .invite(&by, today(), now(), &new, &officer, &link("jeton"))
        .await
        .unwrap();
    let twice = store
        .invite(&by, today(), now(), &new, &officer, &link("autre"))
        .await;
    assert!(matches!(twice, Err(StoreError::Refused(Refusal::EmailTaken))));
    let late = now() + TimeDelta::days(7);
    let state = |at| store.link(today(), at, Secret::of("jeton"));
    assert!(matches!(state(now()).await.unwrap(), LinkState::Open(facts) if facts.account == id));
    assert_eq!(state(late).await.unwrap(), LinkState::Dead);
    let used = store
        .use_link(today(), now(), None, Secret::of("jeton"))
        .await
        .unwrap();
    assert_eq!((used.account, used.kind), (id, LinkKind::Invitation));
    let again = store.use_link(today(), now(), None, Secret::of("jeton")).await;
    assert!(matches!(again, Err(StoreError::Refused(Refusal::DeadLink))));
    let known = store.account(id).await.unwrap().unwrap();
    assert_eq!(known.account.state, AccountState::Active);
    assert_eq!(known.grants(), [officer]);
}

async fn the_last_administrator_can_t_be_closed_nor_lose_the_role(store: Store) {
    let id = make(&store, "admin", Role::Administrator, TerritoryCode::nation()).await;
    let by = principal(&store, id).await;
    let last = |done: Result<(), StoreError>| {
        assert!(matches!(
            done,
            Err(StoreError::Refused(Refusal::LastAdministrator))
        ))
    };
    // Given twice, as by a form sent twice, it is held once.
    let same = grant(Role::Administrator, TerritoryCode::nation());
    store.give_role(&by, today(), now(), id, &same).await.unwrap();
    assert_eq!(store.account(id).await.unwrap().unwrap().roles.len(), 1);
    let role = store.account(id).await.unwrap().unwrap().roles[0].id;
    last(store.close_account(&by, today(), now(), id).await);
    last(store.take_role(&by, today(), now(), id, role).await);
    last(store.erase_account(&by, today(), now(), id, "Nobody").await);
    let mut ends = new_person("admin");
    ends.ends_on = today().pred_opt();
    last(store.change_account(&by, today(), now(), id, &ends).await);
    make(&store, "autre", Role::Administrator, TerritoryCode::nation()).await;
    store.close_account(&by, today(), now(), id).await.unwrap();
    // Whoever has no right is told so before anything is looked at.
    let coach = make(&store, "coach", Role::Coach, TerritoryCode::nation()).await;
    let coach = principal(&store, coach).await;
    let refused = store.close_account(&coach, today(), now(), id).await;
    assert!(matches!(
        refused,
        Err(StoreError::Refused(Refusal::Forbidden(Action::ManagePeople)))
    ));
}

fn to(unit: i64) -> Change {
    Change {
        annulled: Vec::new(),
        id: RequestId(Uuid::now_v7()),
        steps: vec![Advance {
            unit: domain::UnitId(unit),
            seen: 1,
            stage: AdoptionStage::Contacted,
            day: today(),
            replaces: None,
            source: Source::Call,
        }],
    }
}

async fn a_scope_stands_in_the_sql_and_in_the_write(store: Store) {
    let units = fill(&store, 40).await;
    let bruz = crate::world::district(0);
    let id = make(&store, "officer", Role::Officer, bruz).await;
    let officer = principal(&store, id).await;
    let within = reach(&officer, Action::ReadSchools, Some(policy()), today());
    assert_eq!(within, AccessScope::Within(vec![bruz]));
    let nation = slice(TerritoryCode::nation());
    let listed = store.list_units(&nation, None, &within, 0, 100).await.unwrap();
    let own = |unit: &&(domain::unit::Unit, domain::Timeline)| unit.0.district == Some(bruz);
    assert_eq!(
        usize::try_from(listed.total).unwrap(),
        units.iter().filter(own).count()
    );
    assert!(listed.total > 0 && listed.units.iter().all(|known| known.unit.district == Some(bruz)));
    for (territories, total) in [(vec![TerritoryCode::academy("14").unwrap()], 40), (Vec::new(), 0)] {
        let within = AccessScope::Within(territories);
        let listed = store.list_units(&nation, None, &within, 0, 100).await.unwrap();
        assert_eq!(listed.total, total);
    }
    let found = store.search("ecole", &within, Some(year())).await.unwrap();
    assert!(!found.is_empty() && found.iter().all(|school| school.district == Some(bruz)));
    let mine = listed.units[0].id.0;
    let other = units
        .iter()
        .position(|(unit, _)| unit.district != Some(bruz))
        .unwrap();
    let other = i64::try_from(other).unwrap() + 1;
    store.record(&officer, today(), now(), to(mine)).await.unwrap();
    let refused = store.record(&officer, today(), now(), to(other)).await;
    let Err(StoreError::SomeRefused(why)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(why[0].1, Refusal::Forbidden(Action::RecordAdoption));
    the_trail_is_read_in_ones_own_scope(&store, bruz).await;
}
