//! A ledger with a life of every kind in it, to be altered.

use super::keep;
use crate::{
    hand::Hand,
    ledger_world::{both, chorus, commitment, credits, day, euros, lived, now, payment, service, today},
};
use domain::{
    AccountId, Actor, Principal,
    funding::{Cents, EntryNumber, Nature, Wish},
};
use store::Store;

/// A ledger of some 120 entries, of every kind. A hand keeps what the ledger was before each of its last entries.
pub async fn fill(store: &Store, mut hand: Option<&mut Hand>) -> i64 {
    lived(store).await;
    let mut last = 13;
    let rounds = 12;
    for round in 0..rounds {
        let ej = 10 + round;
        for wish in life(ej) {
            if let Some(hand) = hand.as_mut().filter(|_| round >= rounds - 3) {
                keep(hand, &format!("kept{last}")).await;
            }
            let by = Principal {
                actor: if round % 2 == 0 {
                    Actor::Account(AccountId(12))
                } else {
                    Actor::LocalOperator
                },
                ..Principal::operator()
            };
            let wish = match wish {
                Wish::Reversal { why, .. } => Wish::Reversal {
                    entry: EntryNumber(last - 1),
                    why,
                },
                other => other,
            };
            let on = day(2021, 7, 1 + round % 28);
            let entered = store
                .enter(&by, today(), now(), crate::ledger_world::asked(on, wish))
                .await;
            last = entered.unwrap().entry.0;
        }
    }
    if let Some(hand) = hand {
        keep(hand, "kept").await;
    }
    last
}

/// What becomes of a commitment: the sixth entry takes back the fourth, the payment.
fn life(ej: u32) -> Vec<Wish> {
    let natures = Nature::ALL;
    let Wish::Commitment {
        ej: number,
        supplier,
        object,
        ..
    } = commitment(ej, euros(1))
    else {
        return Vec::new();
    };
    let nature = natures[ej as usize % natures.len()];
    let amount = Cents(100_000 + i64::from(ej));
    let certified = Wish::Service {
        ej: number,
        amount: Cents(60_000),
        number: Some(chorus(300 + ej)),
    };
    let withdrawn = Wish::Withdrawal {
        ej: number,
        amount: Cents(1_000),
        authorisation: Some("Accord".to_owned()),
    };
    let received = Wish::Receipt {
        amount: Cents(77),
        object: "Avoir".to_owned(),
        reference: format!("Titre {ej}"),
    };
    let back = Wish::Reversal {
        entry: EntryNumber(0),
        why: "Mauvais montant".to_owned(),
    };
    vec![
        Wish::Commitment {
            ej: number,
            supplier,
            object,
            nature,
            amount,
        },
        certified,
        withdrawn,
        payment(ej, 500 + ej, Cents(20_000)),
        received,
        back,
        payment(ej, 500 + ej, Cents(21_000)),
        service(ej, Cents(100)),
        Wish::Amendment(credits(
            2021,
            both(Cents(if ej.is_multiple_of(2) { 500 } else { -300 })),
        )),
    ]
}
