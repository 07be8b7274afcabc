//! Somebody who dropped the triggers changes a value of the ledger, or cuts its tail: verifying finds it, and names the first bad entry.

mod change;
pub mod filled;

use crate::{
    engines::{attempts, seed},
    hand::{self, Both, Hand, TABLES},
    ledger_world::now,
};
use change::changed;
use domain::funding::{EntryNumber, Hash};
use fastrand::Rng;
use filled::fill;
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
