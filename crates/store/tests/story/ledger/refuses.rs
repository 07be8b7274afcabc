//! What the ledger refuses: beyond a ceiling, out of order, on a wrong day, without leave.

use crate::ledger_world::*;
use chrono::NaiveDate;
use domain::{
    Principal, Refusal,
    funding::{CodingField, Credit, EntryNumber, EntryRequest, FundingRefused, Scope, Wish},
};
use store::{Store, StoreError};

/// Why an entry is refused.
async fn refused(store: &Store, on: NaiveDate, wish: Wish) -> FundingRefused {
    enter(store, on, wish).await.unwrap_err()
}

fn may() -> NaiveDate {
    day(2021, 5, 4)
}

/// Beyond what is available, below what is consumed.
async fn refuses_beyond_a_ceiling(store: &Store) {
    let over = |scope, asked: i64, available: i64| FundingRefused::OverCeiling {
        credit: Credit::Ae,
        scope,
        asked: euros(asked),
        available: euros(available),
    };
    assert_eq!(
        refused(store, may(), commitment(9, euros(35_001))).await,
        over(Scope::Convention, 35_001, 35_000)
    );
    assert_eq!(
        refused(store, day(2020, 12, 1), commitment(9, euros(1))).await,
        over(Scope::Year(year(2020)), 1, 0)
    );
    let lower = Wish::Amendment(credits(2021, both(euros(-46_001))));
    assert_eq!(
        refused(store, may(), lower).await,
        FundingRefused::BelowConsumed {
            credit: Credit::Ae,
            scope: Scope::Convention,
            asked: euros(46_001),
            available: euros(35_000)
        }
    );
    assert_eq!(
        refused(store, may(), allotment(2021, both(euros(6_001)))).await,
        FundingRefused::OverMaximum {
            credit: Credit::Ae,
            year: year(2021),
            asked: euros(6_001),
            available: euros(6_000)
        }
    );
}

/// Numbers that are taken or not known, what was not certified.
async fn refuses_what_does_not_follow(store: &Store) {
    assert_eq!(
        refused(store, may(), commitment(2, euros(1))).await,
        FundingRefused::EjTaken {
            ej: chorus(2),
            entry: EntryNumber(6)
        }
    );
    assert_eq!(
        refused(store, may(), service(77, euros(1))).await,
        FundingRefused::UnknownEj(chorus(77))
    );
    assert_eq!(
        refused(store, day(2021, 7, 1), payment(2, 103, euros(501))).await,
        FundingRefused::NotCertified {
            asked: euros(501),
            rest: euros(500)
        }
    );
    assert_eq!(
        refused(store, day(2021, 7, 1), payment(2, 102, euros(1))).await,
        FundingRefused::DocumentTaken {
            number: chorus(102),
            entry: EntryNumber(10)
        }
    );
}

async fn refuses_a_day(store: &Store) {
    assert_eq!(
        refused(store, day(2022, 1, 3), commitment(9, euros(1))).await,
        FundingRefused::DayOutsideConvention {
            day: day(2022, 1, 3),
            first: day(2020, 1, 1),
            last: day(2021, 12, 31)
        }
    );
    assert_eq!(
        refused(store, day(2021, 10, 16), commitment(9, euros(1))).await,
        FundingRefused::DayInFuture {
            day: day(2021, 10, 16),
            today: today()
        }
    );
}

/// What needs somebody's leave, what can't be reversed, another coding than the one signed.
async fn refuses_without_leave(store: &Store) {
    let late = Wish::Withdrawal {
        ej: chorus(1),
        amount: euros(1),
        authorisation: None,
    };
    assert_eq!(
        refused(store, may(), late).await,
        FundingRefused::NeedsAuthorisation { year: year(2020) }
    );
    assert_eq!(
        refused(
            store,
            today(),
            Wish::Reversal {
                entry: EntryNumber(8),
                why: "x".to_owned()
            }
        )
        .await,
        FundingRefused::NotReversible(EntryNumber(8))
    );
    let other = EntryRequest {
        coding: vec![(CodingField::BudgetUnit, "0129-CAVC-DINS".to_owned())],
        ..asked(may(), commitment(9, euros(1)))
    };
    let stop = store
        .enter(&Principal::operator(), today(), now(), other)
        .await
        .unwrap_err();
    assert!(
        matches!(
            stop,
            StoreError::Refused(Refusal::Funding(FundingRefused::OtherCoding {
                field: CodingField::BudgetUnit,
                ..
            }))
        ),
        "{stop:?}"
    );
}

pub(super) async fn refuses(store: Store) {
    lived(&store).await;
    let before = store.funding().await.unwrap();
    refuses_beyond_a_ceiling(&store).await;
    refuses_what_does_not_follow(&store).await;
    refuses_a_day(&store).await;
    refuses_without_leave(&store).await;
    assert_eq!(store.funding().await.unwrap(), before);
    assert!(holds(&store).await);
}
