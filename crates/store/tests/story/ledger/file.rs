//! The lines of a file are entered together, or not at all.

use crate::ledger_world::*;
use domain::{
    Principal, Refusal,
    funding::{EntryNumber, EntryRequest, Hash},
};
use store::{
    Store, StoreError,
    funding::{Bundle, Together},
};

pub(super) async fn file(store: Store) {
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
    // What is refused or only tried takes no lock: another writer holds it.
    let held = store.begin_intake(&by, now()).await.unwrap();
    let Together::Refused(why) = together(wishes(60_000), false).await.unwrap() else {
        panic!("60 000 € were entered");
    };
    assert_eq!(why.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(store.funding().await.unwrap().last, EntryNumber(0));
    let tried = together(wishes(600), true).await.unwrap();
    held.abandon().await.unwrap();
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
