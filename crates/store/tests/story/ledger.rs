//! The ledger, told on both engines: what is entered, refused, found again.

mod refuses;

use crate::{engines::on_both, ledger_world::*};
use domain::{
    Principal, Refusal,
    funding::{
        CodingField, Counter, Credit, DutyId, DutyKind, DutyMove, EntryNumber, EntryRequest, FundingRefused,
        Hash, Scope, StepKind,
    },
};
use refuses::refuses;
use store::{
    Store, StoreError,
    funding::{Bundle, NewDuty, Together, Verdict},
};
use uuid::Uuid;

fn counter(ceiling: i64, consumed: i64) -> Counter {
    Counter {
        ceiling: euros(ceiling),
        consumed: euros(consumed),
    }
}

async fn moves(store: Store) {
    lived(&store).await;
    let funding = store.funding().await.unwrap();
    let of = |scope, credit| funding.counter(scope, credit);
    assert_eq!(of(Scope::Convention, Credit::Ae), counter(52_000, 17_000));
    assert_eq!(of(Scope::Convention, Credit::Cp), counter(52_000, 5_500));
    assert_eq!(of(Scope::Year(year(2020)), Credit::Ae), counter(6_000, 6_000));
    assert_eq!(of(Scope::Year(year(2020)), Credit::Cp), counter(2_000, 2_000));
    assert_eq!(of(Scope::Year(year(2021)), Credit::Ae), counter(46_000, 11_000));
    assert_eq!(of(Scope::Year(year(2021)), Credit::Cp), counter(50_000, 3_500));
    assert_eq!(funding.unpaid_total(), euros(11_500));
    assert_eq!(funding.last, EntryNumber(13));
    assert_eq!(funding.coding.of(CodingField::CostCentre), "DININCUB");
    assert!(funding.coding.is_to_check(CodingField::BudgetUnit));
    let commitments = store.ledger_commitments().await.unwrap();
    let found: Vec<_> = commitments
        .iter()
        .map(|c| (c.committed, c.certified, c.paid))
        .collect();
    assert_eq!(
        found,
        [
            (euros(11_000), euros(4_000), euros(3_500)),
            (euros(6_000), euros(2_000), euros(2_000))
        ]
    );
    assert_eq!(store.ledger_about(EntryNumber(6)).await.unwrap().len(), 6);
    let page = store.ledger_page(&Default::default(), 0, 5).await.unwrap();
    assert_eq!((page.total, page.entries.len()), (13, 5));
    assert_eq!(
        store.verify_ledger(now()).await.unwrap(),
        Verdict::Whole {
            last: EntryNumber(13),
            head: funding.head
        }
    );
    assert_eq!(
        store.ledger_holds(funding.head).await.unwrap(),
        Some(EntryNumber(13))
    );
    // All was entered today: nothing was known yesterday.
    assert_eq!(store.ledger_as_known(day(2021, 10, 14)).await.unwrap().len(), 0);
    assert_eq!(store.ledger_as_known(today()).await.unwrap().len(), 13);
}

async fn twice(store: Store) {
    enter(&store, day(2021, 1, 4), allotment(2021, both(euros(50_000))))
        .await
        .unwrap();
    let first = asked(day(2021, 5, 3), commitment(1, euros(100)));
    let by = Principal::operator();
    let entered = store.enter(&by, today(), now(), first.clone()).await.unwrap();
    assert_eq!(
        store.enter(&by, today(), now(), first.clone()).await.unwrap(),
        entered
    );
    let other = EntryRequest {
        wish: commitment(1, euros(101)),
        ..first
    };
    let stop = store.enter(&by, today(), now(), other).await.unwrap_err();
    assert!(
        matches!(stop, StoreError::Refused(Refusal::RequestReused)),
        "{stop:?}"
    );
    assert_eq!(store.funding().await.unwrap().last, EntryNumber(2));
}
async fn file(store: Store) {
    let by = Principal::operator();
    let wishes = |amount| {
        vec![
            asked(day(2021, 1, 4), allotment(2021, both(euros(50_000)))),
            asked(day(2021, 5, 3), commitment(1, euros(amount))),
            asked(day(2021, 5, 4), service(1, euros(500))),
            asked(day(2021, 5, 5), payment(1, 101, euros(500))),
        ]
    };
    let together = async |wishes: Vec<EntryRequest>, dry_run| {
        let bundle = Bundle {
            wishes,
            dry_run,
            ..Bundle::default()
        };
        store.enter_together(&by, today(), now(), bundle).await
    };
    let Together::Refused(why) = together(wishes(60_000), false).await.unwrap() else {
        panic!("60 000 € were entered");
    };
    assert_eq!(why.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(store.funding().await.unwrap().last, EntryNumber(0));
    let tried = together(wishes(600), true).await.unwrap();
    assert_eq!(store.funding().await.unwrap().last, EntryNumber(0));
    assert_eq!(together(wishes(600), false).await.unwrap(), tried);
    assert_eq!(store.funding().await.unwrap().last, EntryNumber(4));
    let stale = Bundle {
        wishes: vec![asked(day(2021, 6, 1), commitment(3, euros(10)))],
        after: Some(Hash::START),
        dry_run: false,
    };
    let moved = store.enter_together(&by, today(), now(), stale).await.unwrap();
    assert_eq!(
        moved,
        Together::Moved,
        "made from another ledger, it may say twice what was entered meanwhile"
    );
    assert_eq!(store.funding().await.unwrap().last, EntryNumber(4));
    // A line's id is spent: by the same file sent again, twice in one file, or by a form.
    let again = wishes(600);
    let one = again[1].clone();
    let reused = |stop: StoreError| {
        assert!(
            matches!(stop, StoreError::Refused(Refusal::RequestReused)),
            "{stop:?}"
        )
    };
    let fresh = asked(day(2021, 6, 1), commitment(2, euros(10)));
    let twice = vec![fresh.clone(), fresh.clone()];
    reused(together(twice, false).await.unwrap_err());
    together(vec![fresh.clone()], false).await.unwrap();
    reused(together(vec![fresh.clone()], false).await.unwrap_err());
    reused(store.enter(&by, today(), now(), fresh).await.unwrap_err());
    assert!(
        store.enter(&by, today(), now(), one).await.is_err(),
        "an EJ twice"
    );
    assert!(holds(&store).await);
}
async fn suspended(store: Store) {
    let by = Principal::operator();
    enter(&store, day(2021, 1, 4), allotment(2021, both(euros(50_000))))
        .await
        .unwrap();
    let new = NewDuty {
        id: DutyId(Uuid::now_v7()),
        kind: DutyKind::Shortfall,
        day: day(2021, 10, 1),
        credit: Credit::Ae,
        year: year(2021),
        amount: euros(4_000),
        note: "Renfort demandé".to_owned(),
    };
    store.open_duty(&by, today(), now(), &new).await.unwrap();
    store.open_duty(&by, today(), now(), &new).await.unwrap();
    let duties = store.funding().await.unwrap().duties;
    assert_eq!((duties.len(), duties[0].standing.days_untold(today())), (1, 14));
    let step = async |step, seen, on| {
        let asked = DutyMove {
            step,
            day: on,
            seen,
            note: "Courriel à la DAF".to_owned(),
            entry: None,
        };
        store.move_duty(&by, today(), now(), new.id, &asked).await
    };
    assert!(
        step(StepKind::Suspended, 1, day(2021, 10, 5)).await.is_err(),
        "suspended before it was told"
    );
    step(StepKind::Told, 1, day(2021, 10, 3)).await.unwrap();
    assert!(
        step(StepKind::Suspended, 1, day(2021, 10, 5)).await.is_err(),
        "a form that saw less"
    );
    step(StepKind::Suspended, 2, day(2021, 10, 5)).await.unwrap();
    assert!(store.funding().await.unwrap().is_suspended());
    assert_eq!(
        enter(&store, day(2021, 10, 6), commitment(1, euros(1))).await,
        Err(FundingRefused::Suspended)
    );
    step(StepKind::Lifted, 3, day(2021, 10, 8)).await.unwrap();
    enter(&store, day(2021, 10, 9), commitment(1, euros(1)))
        .await
        .unwrap();
    assert_eq!(
        store.funding().await.unwrap().duties[0]
            .standing
            .days_untold(today()),
        2
    );
}

on_both! {
    every_entry_moves_its_counters_and_the_chain_holds_on_sqlite, every_entry_moves_its_counters_and_the_chain_holds_on_postgres => moves;
    what_the_rules_refuse_leaves_nothing_on_sqlite, what_the_rules_refuse_leaves_nothing_on_postgres => refuses;
    a_form_sent_twice_is_entered_once_and_another_content_is_a_conflict_on_sqlite, a_form_sent_twice_is_entered_once_and_another_content_is_a_conflict_on_postgres => twice;
    a_file_is_entered_whole_or_not_at_all_on_sqlite, a_file_is_entered_whole_or_not_at_all_on_postgres => file;
    a_suspended_delegation_commits_nothing_until_it_is_lifted_on_sqlite, a_suspended_delegation_commits_nothing_until_it_is_lifted_on_postgres => suspended;
}
