//! Clients that are slow or ask too much (heads and forms that never end, endless bodies, too many headers, cookies without end,
//! another protocol): they are sent away, and the others hardly notice.

mod forms;

use crate::{
    program::{Program, start},
    turn,
};
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
/// Between two pages of a reader, and how long they read without the slow ones.
const PAUSE: Duration = Duration::from_millis(5);
const ALONE: Duration = Duration::from_secs(4);
/// Readers beside them.
const READERS: usize = 4;
const GIB: u64 = 1 << 30;

/// The time that a reader waits for the national page, most of the time: the 99th percentile of those read while `go` says so.
async fn p99(address: &str, go: Arc<AtomicBool>) -> (Duration, usize) {
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        let (address, go) = (address.to_owned(), go.clone());
        readers.spawn(async move {
            let mut stream = TcpStream::connect(&address).await.unwrap();
            let (mut times, mut rank) = (Vec::new(), 0_u64);
            while go.load(Ordering::Relaxed) {
                rank += 1;
                // A page that is made anew each time.
                let request = format!("GET /?n={rank} HTTP/1.1\r\nHost: {address}\r\n\r\n");
                let begun = Instant::now();
                stream.write_all(request.as_bytes()).await.unwrap();
                read_page(&mut stream).await;
                times.push(begun.elapsed());
                // Readers read: a queue without a pause would measure only itself.
                sleep(PAUSE).await;
            }
            times
        });
    }
    let mut times: Vec<Duration> = readers.join_all().await.concat();
    times.sort_unstable();
    (times[times.len() * 99 / 100], times.len())
}

async fn read_page(stream: &mut TcpStream) {
    let mut page = Vec::with_capacity(1 << 17);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = stream.read(&mut buffer).await.unwrap();
        assert!(read > 0, "the page was cut");
        page.extend_from_slice(&buffer[..read]);
        let Some(head) = page.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let text = String::from_utf8_lossy(&page[..head]).to_lowercase();
        assert!(text.starts_with("http/1.1 200"), "{text}");
        let (_, length) = text.split_once("content-length: ").unwrap();
        let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
        if page.len() >= head + 4 + length {
            return;
        }
    }
}

/// How long a connection may be let in before the proof has failed.
const LET_IN_MAX: Duration = Duration::from_secs(15);

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

#[tokio::test]
async fn prove_slow_clients_have_no_http_2_to_be_slow_by() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let program = start(folder.path(), None);
    let mut stream = TcpStream::connect(&program.address).await.unwrap();
    // What a client says that knows beforehand, then its settings.
    stream
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .await
        .unwrap();
    stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).await.unwrap();
    let mut answer = Vec::new();
    timeout(LET_IN_MAX, stream.read_to_end(&mut answer))
        .await
        .unwrap()
        .ok();
    assert!(
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"),
        "{answer:?}"
    );
}

/// Memory that the program holds, in kB.
fn memory(program: &Program) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", program.child.id())).unwrap();
    let line = text.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
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

/// The status of the answer to a request whose body may never end; and the bytes that were taken of it.
async fn send(address: &str, head: &str, body_bytes: u64) -> (u16, u64) {
    let (mut read, mut write) = TcpStream::connect(address).await.unwrap().into_split();
    let head = head.to_owned();
    let sending = tokio::spawn(async move {
        let mut sent = 0;
        if write.write_all(head.as_bytes()).await.is_err() {
            return sent;
        }
        let chunk = [b"10000\r\n".as_slice(), &vec![b'a'; 1 << 16], b"\r\n"].concat();
        while sent < body_bytes {
            if write.write_all(&chunk).await.is_err() {
                break;
            }
            sent += 1 << 16;
        }
        sent
    });
    let mut answer = vec![0; 512];
    let read = timeout(Duration::from_secs(60), read.read(&mut answer))
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&answer[..read.unwrap_or(0)]).into_owned();
    let status = text
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    let sent = timeout(Duration::from_secs(60), sending).await.unwrap().unwrap();
    (status, sent)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_slow_what_is_too_much_is_refused_in_flat_memory() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let program = start(folder.path(), None);
    let address = program.address.clone();
    let form = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked";
    let post = |path: &str| format!("POST {path} HTTP/1.1\r\nHost: {address}\r\n{form}\r\n\r\n");
    let headers: String = (0..10_000).map(|rank| format!("X-{rank}: a\r\n")).collect();
    let many = format!("GET / HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n");
    let cookie = format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nCookie: session={}\r\n\r\n",
        "a".repeat(1 << 20)
    );
    let before = memory(&program);
    let mut told = Vec::new();
    for (name, head, bytes, expected) in [
        ("10 GiB to sign in", post("/connexion"), 10 * GIB, 413),
        ("10 GiB as a role", post("/connexion/role"), 10 * GIB, 413),
        (
            "10 GiB of updates",
            post("/classes-dedoublees/mise-a-jour"),
            10 * GIB,
            413,
        ),
        ("10,000 headers", many, 0, 431),
        ("a cookie of 1 MiB", cookie, 0, 431),
    ] {
        let (status, taken) = send(&address, &head, bytes).await;
        assert_eq!(status, expected, "{name}");
        assert!(taken < 64 << 20, "{name}: {taken} bytes were taken");
        told.push(format!("{name} {status} after {} kB", taken >> 10));
    }
    let after = memory(&program);
    println!(
        "figures: {}; memory {before} kB before, {after} kB after",
        told.join(", ")
    );
    assert!(
        after < before + 16_384,
        "memory {before} kB before, {after} kB after"
    );
}
