//! Entries in a few words, and a ledger that has lived.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Principal, Refusal,
    adoption::RequestId,
    funding::{
        BudgetYear, Cents, ChorusNumber, Credits, EntryNumber, EntryRequest, FundingRefused, Nature, Pair,
        Wish,
    },
};
use store::{Store, StoreError};
use uuid::Uuid;

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn today() -> NaiveDate {
    day(2021, 10, 15)
}

pub fn now() -> DateTime<Utc> {
    today().and_hms_opt(9, 0, 0).unwrap().and_utc()
}

pub fn year(number: i32) -> BudgetYear {
    BudgetYear::new(number).unwrap()
}

/// A number of Chorus: 1400000001 for 1.
pub fn chorus(rank: u32) -> ChorusNumber {
    ChorusNumber::read(&format!("14{rank:08}")).unwrap()
}

pub fn euros(amount: i64) -> Cents {
    Cents(amount * 100)
}

pub fn asked(on: NaiveDate, wish: Wish) -> EntryRequest {
    EntryRequest {
        id: RequestId(Uuid::now_v7()),
        day: on,
        year: None,
        coding: Vec::new(),
        wish,
    }
}

pub fn both(amount: Cents) -> Pair {
    Pair {
        ae: amount,
        cp: amount,
    }
}

pub fn credits(of: i32, amount: Pair) -> Credits {
    Credits {
        year: year(of),
        amount,
        reference: "Courrier du délégant".to_owned(),
    }
}

pub fn allotment(of: i32, amount: Pair) -> Wish {
    Wish::Allotment(credits(of, amount))
}

pub fn commitment(ej: u32, amount: Cents) -> Wish {
    Wish::Commitment {
        ej: chorus(ej),
        supplier: "Octo".to_owned(),
        object: "Développement, lot 1".to_owned(),
        nature: Nature::Development,
        amount,
    }
}

pub fn service(ej: u32, amount: Cents) -> Wish {
    Wish::Service {
        ej: chorus(ej),
        amount,
        number: None,
    }
}

pub fn payment(ej: u32, number: u32, amount: Cents) -> Wish {
    Wish::Payment {
        ej: chorus(ej),
        amount,
        number: chorus(number),
    }
}

pub async fn enter(store: &Store, on: NaiveDate, wish: Wish) -> Result<EntryNumber, FundingRefused> {
    match store
        .enter(&Principal::operator(), today(), now(), asked(on, wish))
        .await
    {
        Ok(entered) => Ok(entered.entry),
        Err(StoreError::Refused(Refusal::Funding(refused))) => Err(refused),
        Err(stop) => panic!("{stop:?}"),
    }
}

pub async fn holds(store: &Store) -> bool {
    store.verify_ledger(now()).await.unwrap().is_whole()
}

/// A year's life: allotted, committed, certified, paid, withdrawn, reversed, carried over, received.
pub async fn lived(store: &Store) {
    let may = day(2021, 5, 3);
    enter(store, day(2020, 3, 2), allotment(2020, both(euros(50_000))))
        .await
        .unwrap();
    enter(store, day(2020, 11, 2), commitment(1, euros(6_000)))
        .await
        .unwrap();
    enter(store, day(2020, 12, 1), service(1, euros(2_000)))
        .await
        .unwrap();
    enter(store, day(2020, 12, 10), payment(1, 101, euros(2_000)))
        .await
        .unwrap();
    let carried = Pair {
        ae: euros(44_000),
        cp: euros(48_000),
    };
    enter(
        store,
        day(2021, 3, 1),
        Wish::CarryOver {
            from: year(2020),
            to: credits(2021, carried),
        },
    )
    .await
    .unwrap();
    enter(store, may, commitment(2, euros(12_000))).await.unwrap();
    enter(store, day(2021, 6, 1), service(2, euros(4_000)))
        .await
        .unwrap();
    let paid = enter(store, day(2021, 6, 20), payment(2, 102, euros(4_000)))
        .await
        .unwrap();
    enter(
        store,
        day(2021, 6, 22),
        Wish::Reversal {
            entry: paid,
            why: "Mauvais montant".to_owned(),
        },
    )
    .await
    .unwrap();
    enter(store, day(2021, 6, 22), payment(2, 102, euros(3_500)))
        .await
        .unwrap();
    let withdrawal = Wish::Withdrawal {
        ej: chorus(2),
        amount: euros(1_000),
        authorisation: None,
    };
    enter(store, day(2021, 7, 1), withdrawal).await.unwrap();
    let receipt = Wish::Receipt {
        amount: euros(150),
        object: "Pénalités".to_owned(),
        reference: "Titre 12".to_owned(),
    };
    enter(store, day(2021, 7, 2), receipt).await.unwrap();
    let more = Pair {
        ae: euros(2_000),
        cp: euros(2_000),
    };
    enter(store, day(2021, 9, 1), Wish::Amendment(credits(2021, more)))
        .await
        .unwrap();
}
