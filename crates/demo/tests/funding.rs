//! The invented money holds: within the ceilings, its chain whole, the same at each making.

#![allow(clippy::unwrap_used)]

use demo::{Plan, keep_money};
use domain::funding::{Credit, Scope};
use store::Store;

#[tokio::test]
async fn the_invented_ledger_holds_and_is_the_same_at_each_making() {
    let mut heads = Vec::new();
    for _ in 0..2 {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(folder.path()).await.unwrap();
        let plan = Plan::new(0);
        keep_money(&store, &plan).await.unwrap();
        keep_money(&store, &plan).await.unwrap();
        let now = plan.today.and_hms_opt(9, 0, 0).unwrap().and_utc();
        assert!(store.verify_ledger(now).await.unwrap().is_whole());
        let funding = store.funding().await.unwrap();
        assert_eq!(
            funding.counter(Scope::Convention, Credit::Ae).consumed.0,
            4_539_050
        );
        assert_eq!(funding.duties.len(), 2);
        heads.push(funding.head);
    }
    assert_eq!(heads[0], heads[1]);
}
