//! Many writers around a nearly full ceiling, which some lower and raise meanwhile: not a cent passes it, and each counter is the sum of its entries.
//! A sum read before it is written to, as a program would naively do it, passes the ceiling in the same place.

mod naive;
mod writer;

use crate::{
    engines::attempts,
    hand::{self, Both},
    ledger_world::{allotment, both, commitment, day, enter, euros, now, payment, service},
};
use domain::funding::FundingRefused;
use naive::{LIMIT, naive};
use std::{
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use store::Store;
use writer::Tally;

const WRITERS: usize = 64;
/// What the other process is told, and by that knows that it is the other one.
const URL: &str = "CEILING_RACE_URL";
const SHARE: &str = "CEILING_RACE_SHARE";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn prove_ceiling_race_on_sqlite() {
    let both = hand::sqlite().await;
    let count = attempts(5_000, 200_000);
    prepare(&both.store).await;
    let (tally, looks) = race(&both, Tally::writers(&both.store, WRITERS, 0, count)).await;
    whole(both, "SQLite", tally, looks).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn prove_ceiling_race_on_postgres() {
    if let Some(both) = hand::postgres().await {
        let count = attempts(5_000, 200_000);
        prepare(&both.store).await;
        let (tally, looks) = race(&both, Tally::writers(&both.store, WRITERS, 0, count)).await;
        whole(both, "PostgreSQL", tally, looks).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn prove_ceiling_race_of_two_processes_on_postgres() {
    let Some(both) = hand::postgres().await else {
        return;
    };
    let half = attempts(5_000, 200_000).div_ceil(2);
    prepare(&both.store).await;
    let url = both.url.clone().unwrap();
    let other = tokio::task::spawn_blocking(move || {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.args(["--exact", "ceiling_race::another_process_writes", "--nocapture"]);
        program
            .env(URL, url)
            .env(SHARE, half.to_string())
            .stderr(Stdio::inherit());
        program.output().unwrap()
    });
    let here = Tally::writers(&both.store, WRITERS / 2, 0, half);
    let theirs = async {
        let output = other.await.unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{said}");
        Tally::read(
            said.lines()
                .find_map(|line| line.split_once("tally: "))
                .unwrap()
                .1,
        )
    };
    let (tally, looks) = race(&both, async {
        let (mut here, theirs) = tokio::join!(here, theirs);
        assert_eq!(theirs.attempts(), half);
        here.add(theirs);
        here
    })
    .await;
    whole(both, "two processes on one PostgreSQL", tally, looks).await;
}

/// The other process: only the proof above tells it where to write.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn another_process_writes() {
    let (Ok(url), Ok(share)) = (std::env::var(URL), std::env::var(SHARE)) else {
        return;
    };
    let store = Store::open_postgres(&url).await.unwrap();
    let tally = Tally::writers(&store, WRITERS / 2, WRITERS, share.parse().unwrap()).await;
    println!("tally: {}", tally.line());
    store.close().await;
}

/// 50 000 €, all but 100 € committed, certified and paid.
async fn prepare(store: &Store) {
    let may = day(2021, 5, 3);
    enter(store, day(2021, 1, 4), allotment(2021, both(euros(50_000))))
        .await
        .unwrap();
    enter(store, may, commitment(1, euros(49_900))).await.unwrap();
    enter(store, may, service(1, euros(49_900))).await.unwrap();
    enter(store, may, payment(1, 1, euros(49_850))).await.unwrap();
}
const PREPARED: usize = 4;

/// The name of a refusal.
pub fn kind(refused: &FundingRefused) -> String {
    let told = format!("{refused:?}");
    told.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

/// How many counters are over their ceiling, or are not the sum of their entries. One statement: one moment.
const WRONG: &str = "select count(*) from ledger_counter c where c.consumed_cents not between 0 and c.ceiling_cents \
     or c.consumed_cents <> (select coalesce(sum(case c.credit when 'ae' then e.ae_cents else e.cp_cents end), 0) from ledger_entry e where c.year in (0, e.year)) \
     or c.ceiling_cents <> (select coalesce(sum(case c.credit when 'ae' then case c.year when 0 then e.maximum_ae_cents else e.ceiling_ae_cents end \
     else case c.year when 0 then e.maximum_cp_cents else e.ceiling_cp_cents end end), 0) from ledger_entry e where c.year in (0, e.year)) \
     + case c.year when 0 then 5000000 else 0 end";

/// Lets them write, and looks meanwhile; answers also how often it looked.
async fn race(both: &Both, writers: impl Future<Output = Tally>) -> (Tally, usize) {
    let over = Arc::new(AtomicBool::new(false));
    let (until, mut hand) = (over.clone(), both.another().await);
    let looks = tokio::spawn(async move {
        let mut looks = 0;
        while !until.load(Ordering::Relaxed) {
            assert_eq!(hand.number(WRONG).await, 0, "at look {looks}");
            looks += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        looks
    });
    let tally = writers.await;
    over.store(true, Ordering::Relaxed);
    (tally, looks.await.unwrap())
}

/// What must hold in the end.
async fn whole(both: Both, engine: &str, tally: Tally, looks: usize) {
    let accepted = tally.outcomes.get("accepted").copied().unwrap_or_default();
    let refused = tally.attempts() - accepted;
    let mut hand = both.another().await;
    assert_eq!(hand.number(WRONG).await, 0);
    let entries = hand.number("select count(*) from ledger_entry").await;
    assert_eq!(entries, i64::try_from(accepted + PREPARED).unwrap());
    // What was answered is what is there: payments that were reversed are taken off by the reversals.
    let of = |column: &str, kinds: &str| {
        format!("select sum({column}) from ledger_entry where sequence > 4 and kind in ({kinds})")
    };
    let (ae, cp) = (
        of("ae_cents", "'commitment', 'withdrawal'"),
        of("cp_cents", "'payment'"),
    );
    assert_eq!(
        (hand.number(&ae).await, hand.number(&cp).await),
        (tally.ae, tally.cp)
    );
    assert!(both.store.verify_ledger(now()).await.unwrap().is_whole());
    assert!(
        refused > accepted,
        "the ceiling was not in the way: {:?}",
        tally.outcomes
    );
    for needed in ["OverCeiling", "BelowConsumed", "OverCommitment", "NotCertified"] {
        assert!(
            tally.outcomes.contains_key(needed),
            "{needed}: {:?}",
            tally.outcomes
        );
    }
    let (rounds, spent) = naive(&both).await;
    println!(
        "figures: {engine}: {} attempts, {accepted} accepted, 0 cents over, counters = sums at {looks} looks and at the end ({:?}); naive: {} cents over after {rounds} rounds",
        tally.attempts(),
        tally.outcomes,
        spent - LIMIT
    );
}
