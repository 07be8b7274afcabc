//! The program killed under a load of writes, round after round: what it answered as kept is there, once, and it is soon ready again.

mod client;

use crate::{
    program::{Program, start},
    turn,
};
use client::{Known, ask, sign_in, write};
use domain::rights::AccessScope;
use domain::{AdoptionStage, PolicyCode, SchoolYear, TerritoryCode, adoption::Step};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use store::{Store, adoption::Slice};

const WRITERS: usize = 4;
const UNITS: i64 = 400;

async fn stored(data: &Path) -> BTreeMap<i64, (u32, AdoptionStage)> {
    let store = Store::open_sqlite(data).await.unwrap();
    let slice = Slice {
        policy: PolicyCode::new("classes-dedoublees").unwrap(),
        year: SchoolYear::starting(2021).unwrap(),
        territory: TerritoryCode::nation(),
        level: None,
        priority_education: None,
    };
    let list = store
        .list_units(&slice, None, &AccessScope::Everywhere, 0, UNITS)
        .await
        .unwrap();
    store.close().await;
    let standing = list
        .units
        .into_iter()
        .filter_map(|unit| match unit.standing.step {
            Step::Reached(stage) => Some((unit.id.0, (unit.standing.sequence, stage))),
            Step::Withdrawn => None,
        });
    standing.collect()
}

/// What a writer knows of its units; the thread that writes shares it with the proof.
type Writer = Arc<Mutex<BTreeMap<i64, Known>>>;

/// Fills the store with the invented nation, and parts its units between the writers.
async fn begin(data: &Path) -> Vec<Writer> {
    let store = Store::open_sqlite(data).await.unwrap();
    let plan = demo::Plan::new(0);
    let now = plan.today.and_hms_opt(8, 0, 0).unwrap().and_utc();
    demo::load(&store, &plan, now, &mut |_, _| {}).await.unwrap();
    store.close().await;
    let writers: Vec<Writer> = (0..WRITERS).map(|_| Arc::default()).collect();
    for (rank, (unit, (sequence, stage))) in stored(data).await.into_iter().enumerate() {
        writers[rank % WRITERS].lock().unwrap().insert(
            unit,
            Known {
                sequence,
                stage,
                asked: None,
            },
        );
    }
    writers
}

/// Lets the writers write for a while, then kills the program. Answers how many writes it acknowledged.
fn write_until_killed(mut program: Program, cookie: &str, writers: &[Writer], after: Duration) -> u64 {
    let stop = Arc::new(AtomicBool::new(false));
    let threads: Vec<_> = writers
        .iter()
        .map(|mine| {
            let (mine, stop, address) = (mine.clone(), stop.clone(), program.address.clone());
            let cookie = cookie.to_owned();
            thread::spawn(move || write(&address, &cookie, &mine, &stop))
        })
        .collect();
    // The moment of the kill, drawn by the round: no state to wait for, any one will do.
    thread::sleep(after);
    // SIGKILL: no goodbye.
    program.child.kill().unwrap();
    program.child.wait().unwrap();
    stop.store(true, Ordering::Relaxed);
    threads.into_iter().map(|thread| thread.join().unwrap()).sum()
}

/// Compares what the store holds with what the writers know. Answers how many requests got no answer.
async fn compare(data: &Path, writers: &[Writer], round: u64) -> u64 {
    let standing = stored(data).await;
    let mut unanswered = 0;
    for mine in writers {
        for (unit, known) in mine.lock().unwrap().iter() {
            let (sequence, stage) = standing[unit];
            let kept = (sequence, stage) == (known.sequence, known.stage);
            // What got no answer may have been kept: the writer sends it again, under the same id, at the next start.
            let ahead = known
                .asked
                .is_some_and(|asked| (sequence, stage) == (known.sequence + 1, asked.stage));
            assert!(
                kept || ahead,
                "round {round}, unit {unit}: {known:?} stands at {sequence} {stage:?}"
            );
            unanswered += u64::from(known.asked.is_some());
        }
    }
    unanswered
}

#[tokio::test(flavor = "multi_thread")]
async fn prove_kill_nothing_acknowledged_is_lost_or_doubled() {
    let _turn = turn();
    let rounds = if std::env::var_os("PROOF_LONG").is_some() {
        50
    } else {
        4
    };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let writers = begin(data).await;
    let (mut acknowledged, mut unanswered, mut slowest) = (0, 0, Duration::ZERO);
    let mut cookie = String::new();
    let mut random = fastrand::Rng::with_seed(9);
    for round in 0..rounds {
        let begun = Instant::now();
        let program = start(data, None);
        let ready = begun.elapsed();
        assert!(
            ask(&program.address, "GET", "/etat", "", "")
                .is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
        );
        slowest = slowest.max(ready);
        if cookie.is_empty() {
            cookie = sign_in(&program.address);
        }
        let after = Duration::from_millis(random.u64(100..500));
        acknowledged += write_until_killed(program, &cookie, &writers, after);
        unanswered += compare(data, &writers, round).await;
    }
    let store = Store::open_sqlite(data).await.unwrap();
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    println!(
        "figures: {rounds} kills, {acknowledged} acknowledged, 0 lost, 0 doubled, {unanswered} unanswered and sent again, ready in {slowest:?} at most"
    );
    assert!(acknowledged > rounds, "too few writes to prove anything");
    assert!(slowest < Duration::from_secs(2), "ready again in {slowest:?}");
}
