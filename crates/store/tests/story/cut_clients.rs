//! A client that is cut off at any moment loses no acknowledgement and leaves no connection stuck; the same form fifty times at once is one entry.

use crate::{
    engines::{attempts, on_both},
    hand::{self, Both, Hand},
    ledger_world::{allotment, asked, both as pair, commitment, day, enter, euros, now, today},
};
use domain::{
    Principal,
    funding::{Cents, EntryNumber, EntryRequest, Wish},
};
use std::time::Duration;
use store::Store;
use tokio::time::{sleep, timeout};

on_both! {
    prove_cut_clients_fifty_identical_forms_are_one_entry_on_sqlite, prove_cut_clients_fifty_identical_forms_are_one_entry_on_postgres
        => fifty_identical_forms;
}

async fn fifty_identical_forms(store: Store) {
    let may = day(2021, 5, 3);
    enter(&store, day(2021, 1, 4), allotment(2021, pair(euros(50_000))))
        .await
        .unwrap();
    let rounds = 10;
    for round in 1..=rounds {
        // Half of them could be paid for once only.
        let amount = if round == rounds { euros(40_000) } else { euros(1) };
        let form = asked(may, commitment(round, amount));
        let sent: Vec<_> = (0..50)
            .map(|_| {
                let (store, form) = (store.clone(), form.clone());
                tokio::spawn(async move { store.enter(&Principal::operator(), today(), now(), form).await })
            })
            .collect();
        for answer in sent {
            assert_eq!(
                answer.await.unwrap().unwrap().entry,
                EntryNumber(i64::from(round) + 1)
            );
        }
        assert_eq!(
            store.funding().await.unwrap().last,
            EntryNumber(i64::from(round) + 1)
        );
    }
    assert!(store.verify_ledger(now()).await.unwrap().is_whole());
    println!("figures: {rounds} times 50 identical forms at once, one entry and the same answer each time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn prove_cut_clients_lose_nothing_on_sqlite() {
    cut_off(hand::sqlite().await, "SQLite").await;
}

/// On two connections: one that stayed stuck would be half of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn prove_cut_clients_lose_nothing_on_postgres() {
    let Some(mut both) = hand::postgres().await else {
        return;
    };
    both.store.close().await;
    both.store = Store::open_postgres_with(both.url.as_ref().unwrap(), 2)
        .await
        .unwrap();
    cut_off(both, "PostgreSQL, two connections").await;
}

/// A form that was sent, and the answer, unless it was cut off before it came.
struct Sent {
    form: EntryRequest,
    answer: Option<EntryNumber>,
}

/// How many cuts there are between two looks, and how many clients at once.
const SERIES: usize = 50;
const CLIENTS: usize = 8;

async fn cut_off(both: Both, engine: &str) {
    let Both {
        store,
        mut hand,
        folder,
        ..
    } = both;
    let wanted = attempts(200, 2_000);
    enter(&store, day(2021, 1, 4), allotment(2021, pair(euros(50_000))))
        .await
        .unwrap();
    let (mut cuts, mut acknowledged, mut absent, mut there, mut ej) = (0, 0, 0, 0, 0);
    while cuts < wanted {
        let (mut sent, mut series) = (Vec::new(), 0);
        while series < SERIES.min(wanted - cuts) {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|_| {
                    ej += 1;
                    tokio::spawn(client(store.clone(), ej))
                })
                .collect();
            for client in clients {
                let (form, cut) = client.await.unwrap();
                series += usize::from(cut);
                sent.extend(form);
            }
        }
        cuts += series;
        acknowledged += sent.iter().filter(|sent| sent.answer.is_some()).count();
        if (cuts / SERIES).is_multiple_of(2) {
            // What was cut off may still be under way: let it end, then it is all there or not at all.
            sleep(Duration::from_millis(150)).await;
            for sent in &sent {
                let whole = whole(&mut hand, sent).await;
                assert!(
                    whole || sent.answer.is_none(),
                    "an acknowledged entry is lost: {:?}",
                    sent.form
                );
                there += usize::from(whole && sent.answer.is_none());
                absent += usize::from(!whole);
            }
        }
        settled(&store, &mut hand).await;
        again(&store, &mut hand, &sent).await;
    }
    println!(
        "figures: {engine}: {cuts} clients cut off, {acknowledged} answered, none of these lost; of the others looked at {there} were wholly there, \
         {absent} wholly absent; each sent again is one entry; no connection stuck"
    );
    drop(folder);
}

/// A client, cut off after up to 3 ms; of four, one sooner, while it begins, and one later. It writes, or only looks. Answers what it sent, and whether it was cut off.
async fn client(store: Store, ej: u32) -> (Option<Sent>, bool) {
    let most = [300, 3_000, 3_000, 60_000][fastrand::usize(..4)];
    let patience = Duration::from_micros(fastrand::u64(..most));
    match fastrand::u8(..8) {
        0 => (None, timeout(patience, store.funding()).await.is_err()),
        1 => (None, timeout(patience, store.verify_ledger(now())).await.is_err()),
        choice => {
            let wish = if choice < 5 {
                commitment(ej, Cents(1))
            } else {
                Wish::Receipt {
                    amount: Cents(1),
                    object: "Avoir".to_owned(),
                    reference: format!("Titre {ej}"),
                }
            };
            let form = asked(day(2021, 5, 3), wish);
            let by = Principal::operator();
            let entered = timeout(patience, store.enter(&by, today(), now(), form.clone())).await;
            let answer = entered.ok().map(|entered| entered.unwrap().entry);
            (Some(Sent { form, answer }), answer.is_none())
        }
    }
}

/// Whether a form is entered: its entry, its answer and its line in the audit trail, all of them or none.
async fn whole(hand: &mut Hand, sent: &Sent) -> bool {
    let id = hand.id(sent.form.id.0.as_u128());
    let entry = hand
        .texts(format!(
            "select cast(sequence as text) from ledger_entry where request = {id}"
        ))
        .await;
    let answer = hand
        .texts(format!("select answer from request where id = {id}"))
        .await;
    assert_eq!(entry, answer, "{:?}", sent.form);
    if let (Some(answer), Some(number)) = (sent.answer, entry.first()) {
        assert_eq!(answer.to_string(), *number);
    }
    if let Some(number) = entry.first() {
        let lines = format!(
            "select count(*) from audit_trail where action = 'ledger.entered' and object like 'entry-{number} %'"
        );
        assert_eq!(hand.number(&lines).await, 1, "{:?}", sent.form);
    }
    !entry.is_empty()
}

/// The store answers in its time, and no connection holds a transaction that nobody is in any more.
async fn settled(store: &Store, hand: &mut Hand) {
    const STUCK: &str = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
    let asked = async {
        let (one, other) = tokio::join!(store.funding(), store.verify_ledger(now()));
        one.unwrap();
        assert!(other.unwrap().is_whole());
    };
    let answered = timeout(Duration::from_secs(5), asked).await;
    assert!(answered.is_ok(), "the store does not answer");
    if !hand.is_sqlite() {
        // A write that is being made ends by itself, however slow the machine; what stays is nobody's.
        let mut stuck = 1;
        for _ in 0..40 {
            sleep(Duration::from_millis(150)).await;
            stuck = hand.number(STUCK).await;
            if stuck == 0 {
                break;
            }
        }
        assert_eq!(stuck, 0, "connections idle in a transaction");
    }
}

/// Each form sent again is answered with its one entry.
async fn again(store: &Store, hand: &mut Hand, sent: &[Sent]) {
    for sent in sent {
        let by = Principal::operator();
        let entered = store
            .enter(&by, today(), now(), sent.form.clone())
            .await
            .unwrap()
            .entry;
        assert!(
            sent.answer.is_none_or(|answer| answer == entered),
            "{:?}: {entered:?}",
            sent.form
        );
        let now_sent = Sent {
            form: sent.form.clone(),
            answer: Some(entered),
        };
        assert!(whole(hand, &now_sent).await);
    }
    let entries = hand.number("select count(*) from ledger_entry").await;
    assert_eq!(store.funding().await.unwrap().last, EntryNumber(entries));
}
