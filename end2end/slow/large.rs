//! What is too much is refused in flat memory.

use crate::{
    program::{Program, start},
    turn,
};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const GIB: u64 = 1 << 30;

/// Memory that the program holds, in kB.
fn memory(program: &Program) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", program.child.id())).unwrap();
    let line = text.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
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
