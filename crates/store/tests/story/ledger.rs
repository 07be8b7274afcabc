//! The ledger, told on both engines: what is entered, refused, found again.

mod cover;
mod file;
mod refuses;
mod suspended;

use crate::{engines::on_both, ledger_world::*};
use chrono::TimeDelta;
use cover::{cover, form_of_days, signature};
use domain::{
    Principal, Refusal,
    funding::{CodingField, Counter, Credit, EntryNumber, EntryRequest, Scope, Wish},
};
use file::file;
use refuses::refuses;
use store::{Store, StoreError, funding::Verdict};
use suspended::suspended;

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

/// Around midnight of Paris: New Year, both changes of the hour, a day of summer.
async fn known_on_a_day_of_paris(store: Store) {
    let (by, early) = (Principal::operator(), day(2020, 3, 2));
    let mut known = 0;
    for (next, hour) in [
        (day(2021, 1, 1), 23),
        (day(2021, 3, 28), 23),
        (day(2021, 3, 29), 22),
        (day(2021, 7, 1), 22),
        (day(2021, 10, 31), 22),
        (day(2021, 11, 1), 23),
    ] {
        let eve = next.pred_opt().unwrap();
        let midnight = eve.and_hms_opt(hour, 0, 0).unwrap().and_utc();
        for (at, on) in [(midnight - TimeDelta::seconds(1), eve), (midnight, next)] {
            let wish = Wish::Receipt {
                amount: euros(1),
                object: "Pénalités".to_owned(),
                reference: "Titre 12".to_owned(),
            };
            store.enter(&by, on, at, asked(early, wish)).await.unwrap();
            known += 1;
            assert_eq!(store.ledger_as_known(on).await.unwrap().len(), known, "{at}");
            let before = store.ledger_as_known(on.pred_opt().unwrap()).await.unwrap();
            assert!(before.len() < known, "{at}");
        }
    }
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

on_both! {
    every_entry_moves_its_counters_and_the_chain_holds_on_sqlite, every_entry_moves_its_counters_and_the_chain_holds_on_postgres => moves;
    what_the_rules_refuse_leaves_nothing_on_sqlite, what_the_rules_refuse_leaves_nothing_on_postgres => refuses;
    the_ledger_known_on_a_day_ends_at_midnight_of_paris_on_sqlite, the_ledger_known_on_a_day_ends_at_midnight_of_paris_on_postgres => known_on_a_day_of_paris;
    a_form_sent_twice_is_entered_once_and_another_content_is_a_conflict_on_sqlite, a_form_sent_twice_is_entered_once_and_another_content_is_a_conflict_on_postgres => twice;
    a_file_is_entered_whole_or_not_at_all_on_sqlite, a_file_is_entered_whole_or_not_at_all_on_postgres => file;
    a_payment_is_covered_by_services_rendered_on_or_before_its_day_on_sqlite, a_payment_is_covered_by_services_rendered_on_or_before_its_day_on_postgres => cover;
    the_convention_is_signed_before_its_entries_on_sqlite, the_convention_is_signed_before_its_entries_on_postgres => signature;
    days_of_the_convention_are_set_once_and_never_over_a_colleague_s_on_sqlite, days_of_the_convention_are_set_once_and_never_over_a_colleague_s_on_postgres => form_of_days;
    a_suspended_delegation_commits_nothing_until_it_is_lifted_on_sqlite, a_suspended_delegation_commits_nothing_until_it_is_lifted_on_postgres => suspended;
}
