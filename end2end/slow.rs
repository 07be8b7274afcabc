//! Clients that are slow or ask too much (heads and forms that never end, endless bodies, too many headers, cookies without end,
//! another protocol): they are sent away, and the others hardly notice.

mod forms;
mod heads;
mod large;

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

/// Between two pages of a reader, and how long they read without the slow ones.
const PAUSE: Duration = Duration::from_millis(5);
const ALONE: Duration = Duration::from_secs(4);
/// Readers beside them.
const READERS: usize = 4;
/// How long a connection may be let in before the proof has failed.
const LET_IN_MAX: Duration = Duration::from_secs(15);

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
