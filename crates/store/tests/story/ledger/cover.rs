//! A payment is covered by services rendered on or before its day; the convention is signed before its entries.

use crate::ledger_world::*;
use chrono::NaiveDate;
use domain::{
    Principal, Refusal,
    adoption::RequestId,
    funding::{EntryNumber, FundingRefused, Wish},
};
use store::{
    Store, StoreError,
    funding::FundingDay,
    request::{FormRequest, FromForm},
};
use uuid::Uuid;

fn lacking(asked: i64, rest: i64, day: NaiveDate) -> FundingRefused {
    FundingRefused::NotYetCertified {
        asked: euros(asked),
        rest: euros(rest),
        day,
    }
}

fn back(entry: EntryNumber) -> Wish {
    Wish::Reversal {
        entry,
        why: "Mauvais jour".to_owned(),
    }
}

pub(super) async fn cover(store: Store) {
    let (june, august) = (day(2021, 6, 1), day(2021, 8, 1));
    let enter = async |on, wish| enter(&store, on, wish).await;
    enter(day(2020, 3, 2), allotment(2020, both(euros(20_000))))
        .await
        .unwrap();
    enter(day(2021, 1, 4), allotment(2021, both(euros(20_000))))
        .await
        .unwrap();
    enter(day(2021, 5, 3), commitment(1, euros(1_000))).await.unwrap();
    let first = enter(june, service(1, euros(100))).await.unwrap();
    enter(august, service(1, euros(100))).await.unwrap();
    // Before the service; the day of the service is early enough.
    let eve = day(2021, 5, 31);
    assert_eq!(
        enter(eve, payment(1, 101, euros(1))).await,
        Err(lacking(1, 0, eve))
    );
    let paid = enter(june, payment(1, 101, euros(60))).await.unwrap();
    enter(day(2021, 6, 10), payment(1, 102, euros(40))).await.unwrap();
    // Between two payments what is left is what the later one leaves.
    let between = enter(day(2021, 6, 5), payment(1, 103, euros(20))).await;
    assert_eq!(between, Err(lacking(20, 0, day(2021, 6, 10))));
    // What is certified in August pays nothing of July.
    let july = day(2021, 7, 31);
    assert_eq!(
        enter(july, payment(1, 103, euros(1))).await,
        Err(lacking(1, 0, july))
    );
    // The service on which payments of June rest stays, whatever August certified.
    assert_eq!(
        enter(august, back(first)).await,
        Err(lacking(100, 0, day(2021, 6, 10)))
    );
    // A payment taken back frees its own day.
    enter(august, back(paid)).await.unwrap();
    enter(day(2021, 6, 5), payment(1, 104, euros(60))).await.unwrap();
    enter(august, payment(1, 105, euros(100))).await.unwrap();
    // A service of January pays nothing of December's credits.
    enter(day(2020, 12, 1), commitment(2, euros(500))).await.unwrap();
    enter(day(2021, 1, 4), service(2, euros(500))).await.unwrap();
    let new_year = day(2020, 12, 31);
    assert_eq!(
        enter(new_year, payment(2, 201, euros(1))).await,
        Err(lacking(1, 0, new_year))
    );
    assert!(holds(&store).await);
}

pub(super) async fn signature(store: Store) {
    let sign = async |on| {
        let by = Principal::operator();
        match store
            .set_funding_day(&by, today(), now(), FundingDay::Signature, on)
            .await
        {
            Ok(()) => Ok(()),
            Err(StoreError::Refused(Refusal::Funding(refused))) => Err(refused),
            Err(stop) => panic!("{stop:?}"),
        }
    };
    sign(day(2021, 1, 4)).await.unwrap();
    sign(day(2020, 3, 1)).await.unwrap();
    let early = enter(&store, day(2020, 3, 2), allotment(2020, both(euros(1_000))))
        .await
        .unwrap();
    enter(&store, day(2020, 6, 2), allotment(2020, both(euros(1_000))))
        .await
        .unwrap();
    let after = |entry, on| FundingRefused::SignedAfterEntry {
        signed: on,
        entry: EntryNumber(entry),
        day: if entry == 1 {
            day(2020, 3, 2)
        } else {
            day(2020, 6, 2)
        },
    };
    assert_eq!(sign(day(2020, 3, 3)).await, Err(after(1, day(2020, 3, 3))));
    sign(day(2020, 3, 2)).await.unwrap();
    // An entry that was taken back binds nobody.
    enter(&store, day(2020, 6, 3), back(early)).await.unwrap();
    sign(day(2020, 6, 2)).await.unwrap();
    assert_eq!(sign(day(2020, 6, 3)).await, Err(after(2, day(2020, 6, 3))));
    let set = store.funding().await.unwrap().days.signature.unwrap().0;
    assert_eq!(set, day(2020, 6, 2));
}

/// The days of the convention, as the store has them.
async fn convention_days(store: &Store) -> [Option<NaiveDate>; 2] {
    let days = store.funding().await.unwrap().days;
    [days.signature, days.window_start].map(|set| set.map(|(day, _)| day))
}

pub(super) async fn form_of_days(store: Store) {
    let set = async |what: &[(FundingDay, NaiveDate)], form: FormRequest| {
        let asked = FromForm {
            what: what.to_vec(),
            form: Some(form),
        };
        let by = Principal::operator();
        match store.set_funding_days(&by, today(), now(), asked).await {
            Ok(()) => Ok(()),
            Err(StoreError::Refused(refused)) => Err(refused),
            Err(stop) => panic!("{stop:?}"),
        }
    };
    let opened = async || FormRequest {
        id: RequestId(Uuid::now_v7()),
        seen: store.funding().await.unwrap().days.mark(),
    };
    let (signed, start) = (day(2021, 1, 4), day(2021, 5, 3));
    let both = [(FundingDay::Signature, signed), (FundingDay::WindowStart, start)];
    let (mine, theirs) = (opened().await, opened().await);
    set(&both, mine).await.unwrap();
    let version = store.version();
    // Sent again it is done already; what stands so leaves no line.
    set(&both, mine).await.unwrap();
    set(&both, opened().await).await.unwrap();
    assert_eq!(store.version(), version);
    // A colleague's form was opened before.
    let other = [(FundingDay::WindowStart, day(2021, 6, 1))];
    assert_eq!(set(&other, theirs).await, Err(Refusal::SeenAnother));
    // Both days or none.
    let outside = [
        (FundingDay::WindowStart, day(2021, 6, 1)),
        (FundingDay::Signature, day(2031, 1, 4)),
    ];
    assert!(set(&outside, opened().await).await.is_err());
    assert_eq!(convention_days(&store).await, [Some(signed), Some(start)]);
    set(&other, opened().await).await.unwrap();
    assert_eq!(
        convention_days(&store).await,
        [Some(signed), Some(day(2021, 6, 1))]
    );
}
