//! Somebody who dropped the triggers changes a value of the ledger, or cuts its tail: verifying finds it, and names the first bad entry.

mod change;

use crate::{
    engines::{attempts, seed},
    hand::{self, Both, Hand, TABLES},
    ledger_world::{both, chorus, commitment, credits, day, euros, lived, now, payment, service, today},
};
use change::changed;
use domain::{
    AccountId, Actor, Principal,
    funding::{Cents, EntryNumber, Hash, Nature, Wish},
};
use fastrand::Rng;
use store::{Store, funding::Verdict};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_tamper_is_found_on_sqlite() {
    tampered(hand::sqlite().await, "SQLite").await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_tamper_is_found_on_postgres() {
    if let Some(both) = hand::postgres().await {
        tampered(both, "PostgreSQL").await;
    }
}

/// How many of the last entries are cut at most.
const TAIL: i64 = 20;

async fn tampered(both: Both, engine: &str) {
    let Both {
        store,
        mut hand,
        folder,
        ..
    } = both;
    let seed = seed();
    let mut rng = Rng::with_seed(seed);
    let last = fill(&store, Some(&mut hand)).await;
    let whole = store.verify_ledger(now()).await.unwrap();
    let head = store.funding().await.unwrap().head;
    assert_eq!(
        whole,
        Verdict::Whole {
            last: EntryNumber(last),
            head
        }
    );
    hand.unguard().await;
    let changes = attempts(60, 1_000);
    let (mut named, mut drawn) = (0, 0);
    for change in 0..changes {
        let place = format!("PROOF_SEED={seed}, change {change}");
        let (table, sequence, text, draws) = changed(&mut hand, &mut rng).await;
        drawn += draws;
        let found = store.verify_ledger(now()).await.unwrap();
        match (sequence, &found) {
            (Some(sequence), found) => {
                assert_eq!(*found, Verdict::Altered(EntryNumber(sequence)), "{place}: {text}");
                named += 1;
            }
            (None, Verdict::Counter(which)) => assert_eq!(which, table, "{place}: {text}"),
            (None, found) => {
                let told_as_cut = table == "ledger_head" && matches!(found, Verdict::Cut { .. });
                assert!(told_as_cut, "{place}: {found:?} by {text}");
            }
        }
        restore(&mut hand, "kept", &TABLES).await;
        assert_eq!(store.verify_ledger(now()).await.unwrap(), whole, "{place}");
    }
    let tails = (changes / 50).clamp(4, 20);
    for tail in 0..tails {
        let length = if tails >= 20 {
            i64::try_from(tail).unwrap() % TAIL + 1
        } else {
            rng.i64(1..=TAIL)
        };
        cut(&store, &mut hand, last - length, tail % 2 == 0, head).await;
        assert_eq!(store.verify_ledger(now()).await.unwrap(), whole);
    }
    println!(
        "figures: {engine}: {changes} values changed ({drawn} draws) in a ledger of {last} entries, all found, {named} in an entry, which is named; \
         {tails} tails cut, all found, and by a report's hash when all was rewound; seed {seed}"
    );
    drop(folder);
}

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

/// Keeps the ledger as it is, under a name.
async fn keep(hand: &mut Hand, name: &str) {
    for table in TABLES {
        hand.must(format!("create table {name}_{table} as select * from {table}"))
            .await;
    }
}

/// Puts tables back as they were kept.
async fn restore(hand: &mut Hand, name: &str, tables: &[&str]) {
    hand.must("begin").await;
    for table in tables {
        hand.must(format!("delete from {table}")).await;
        hand.must(format!("insert into {table} select * from {name}_{table}"))
            .await;
    }
    hand.must("commit").await;
}

/// Cuts the entries after one, perhaps with all that they moved; then also rewinds the head, which leaves nothing but what a report told.
async fn cut(store: &Store, hand: &mut Hand, last: i64, also_sums: bool, head: Hash) {
    let name = format!("kept{last}");
    if also_sums {
        restore(hand, &name, &TABLES[1..5]).await;
    }
    hand.must(format!("delete from ledger_entry where sequence > {last}"))
        .await;
    let known = hand.number("select sequence from ledger_head").await;
    let expected = Verdict::Cut {
        last: EntryNumber(last),
        known: EntryNumber(known),
    };
    assert_eq!(store.verify_ledger(now()).await.unwrap(), expected);
    restore(hand, &name, &TABLES[1..]).await;
    let rewound = store.verify_ledger(now()).await.unwrap();
    assert!(
        matches!(rewound, Verdict::Whole { last: found, .. } if found.0 == last),
        "{rewound:?}"
    );
    assert_eq!(store.ledger_holds(head).await.unwrap(), None);
    restore(hand, "kept", &TABLES).await;
    assert_eq!(store.ledger_holds(head).await.unwrap(), Some(EntryNumber(known)));
}
