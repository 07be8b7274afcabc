//! Forms that come by drops: they are cut, and the others are answered.

use super::p99;
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

/// Forms whose body never ends: nearly all that may be under way at once, which is 512.
const SLOW_FORMS: usize = 480;
/// How long a form has, and how long after that it must be gone.
const FORM_TIME: Duration = Duration::from_secs(15);
const FORM_SLACK: Duration = Duration::from_secs(4);

/// A form that sends a byte each second, whatever is sent back; answers how long its connection was held, and what it was told.
async fn drip_form(address: String) -> (Duration, String) {
    let begun = Instant::now();
    let (mut read, mut write) = TcpStream::connect(&address).await.unwrap().into_split();
    let head = format!(
        "POST /connexion/role HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nrole="
    );
    write.write_all(head.as_bytes()).await.unwrap();
    let dripping = tokio::spawn(async move {
        while write.write_all(b"a").await.is_ok() {
            // The pace of a slow sender.
            sleep(Duration::from_secs(1)).await;
        }
    });
    let mut answer = Vec::new();
    // An end, or an error where something was sent after it.
    timeout(Duration::from_secs(60), read.read_to_end(&mut answer))
        .await
        .unwrap()
        .ok();
    dripping.abort();
    (begun.elapsed(), String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_slow_forms_are_cut_and_the_others_are_answered() {
    let _turn = turn();
    rlimit::increase_nofile_limit(8_192).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let program = start(folder.path(), None);
    let address = program.address.clone();
    let go = Arc::new(AtomicBool::new(true));
    // Each of their pages is a 200, else they end the test.
    let beside = tokio::spawn({
        let (address, go) = (address.clone(), go.clone());
        async move { p99(&address, go).await }
    });
    let mut slow = JoinSet::new();
    for _ in 0..SLOW_FORMS {
        slow.spawn(drip_form(address.clone()));
        // Faster, some would wait in the kernel's queue of a listener, which holds 128, rather than in the program.
        sleep(Duration::from_millis(4)).await;
    }
    let told = slow.join_all().await;
    go.store(false, Ordering::Relaxed);
    let (beside, pages) = beside.await.unwrap();
    let shortest = told.iter().map(|(held, _)| *held).min().unwrap();
    let longest = told.iter().map(|(held, _)| *held).max().unwrap();
    println!(
        "figures: {SLOW_FORMS} slow forms, cut after {:.1} to {:.1} s; p99 of {pages} pages {beside:?} beside them",
        shortest.as_secs_f64(),
        longest.as_secs_f64()
    );
    for (held, answer) in told {
        assert!(answer.starts_with("HTTP/1.1 408"), "after {held:?}: {answer:?}");
        assert!(held < FORM_TIME + FORM_SLACK, "one was held for {held:?}");
    }
}
