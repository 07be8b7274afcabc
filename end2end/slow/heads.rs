//! Heads that never end: they are sent away, and the others hardly notice.

use super::{ALONE, LET_IN_MAX, p99};
use crate::{program::start, turn};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{sleep, timeout},
};

/// Connections whose head never ends.
const SLOW: usize = 1_000;

/// A connection that sends a letter of its head each second; answers how long it was let in, a little over [`LET_IN_MAX`] at most.
async fn drip(address: String) -> Duration {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let mut sink = [0; 256];
    let head = format!("GET / HTTP/1.1\r\nHost: {address}\r\nX-Slow: ");
    stream.write_all(head.as_bytes()).await.unwrap();
    loop {
        // An end, an answer (408) or an error: it was sent away.
        match timeout(Duration::from_secs(1), stream.read(&mut sink)).await {
            Ok(_) => return begun.elapsed(),
            Err(_) if begun.elapsed() > LET_IN_MAX || stream.write_all(b"a").await.is_err() => {
                return begun.elapsed();
            }
            Err(_) => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_slow_heads_are_sent_away_and_the_others_hardly_notice() {
    let _turn = turn();
    rlimit::increase_nofile_limit(8_192).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let program = start(folder.path(), None);
    let address = program.address.clone();
    let go = Arc::new(AtomicBool::new(true));
    let alone = tokio::spawn({
        let (address, go) = (address.clone(), go.clone());
        async move { p99(&address, go).await }
    });
    // Long enough for some thousand pages: a 99th percentile of ten pages.
    sleep(ALONE).await;
    go.store(false, Ordering::Relaxed);
    let (alone, _) = alone.await.unwrap();
    go.store(true, Ordering::Relaxed);
    let beside = tokio::spawn({
        let (address, go) = (address.clone(), go.clone());
        async move { p99(&address, go).await }
    });
    let mut slow = JoinSet::new();
    for _ in 0..SLOW {
        slow.spawn(drip(address.clone()));
    }
    let longest = slow.join_all().await.into_iter().max().unwrap();
    go.store(false, Ordering::Relaxed);
    let (beside, pages) = beside.await.unwrap();
    println!(
        "figures: {SLOW} slow heads, the last closed after {:.1} s; p99 of {pages} pages {beside:?} beside them, {alone:?} alone",
        longest.as_secs_f64()
    );
    assert!(longest < LET_IN_MAX, "one was let in for {longest:?}");
    assert!(beside < alone * 5, "p99 {beside:?} beside them, {alone:?} alone");
}
