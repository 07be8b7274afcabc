//! Three hundred open pages on one server, of one machine or of two on one PostgreSQL.

use crate::{
    postgres,
    program::{Program, start},
    turn,
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};
use uuid::Uuid;

const PAGES: usize = 300;
/// What is promised.
const SOON: Duration = Duration::from_secs(2);
const MEMORY_KB: u64 = 300 << 10;

fn open(address: &str, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn post(address: &str, path: &str, form: &str, cookie: &str) -> String {
    let length = form.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
    );
    let mut answer = Vec::new();
    open(address, &request).read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// A page that listens.
struct Listening {
    stream: TcpStream,
    read: String,
}

impl Listening {
    fn open(address: &str, cookie: &str) -> Self {
        let request = format!("GET /evenements HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
        let stream = open(address, &request);
        let mut listening = Self {
            stream,
            read: String::new(),
        };
        listening.wait(|versions| !versions.is_empty());
        assert!(listening.read.starts_with("HTTP/1.1 200"), "{}", listening.read);
        assert!(listening.read.contains("text/event-stream"), "{}", listening.read);
        listening
    }

    fn versions(&self) -> Vec<i64> {
        let lines = self.read.lines().filter_map(|line| line.strip_prefix("data: "));
        lines.filter_map(|version| version.parse().ok()).collect()
    }

    /// Reads until the versions told are enough; answers when they were.
    fn wait(&mut self, enough: impl Fn(&[i64]) -> bool) -> Instant {
        let mut buffer = [0; 1 << 12];
        while !enough(&self.versions()) {
            let read = self.stream.read(&mut buffer).unwrap();
            assert!(read > 0, "the server ended: {}", self.read);
            self.read.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
        Instant::now()
    }
}

fn memory(program: &Program) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Opens the pages on one server, writes to another (or the same), and answers how long the last page waited.
fn reach(readers: &Program, writer: &Program) -> Duration {
    let answer = post(&writer.address, "/connexion/role", "role=budget-manager", "");
    let cookie = answer
        .split_once("set-cookie: ")
        .unwrap()
        .1
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let pages: Vec<_> = (0..PAGES)
        .map(|_| Listening::open(&readers.address, &cookie))
        .collect();
    let seen = pages.iter().flat_map(Listening::versions).max().unwrap();
    let form = format!(
        "id={}&day=2021-12-17&ej=7000000001&amount=0,01&supplier=Octo&object=Lot&nature=development",
        Uuid::now_v7()
    );
    let waiting: Vec<_> = pages
        .into_iter()
        .map(|mut page| {
            thread::spawn(move || page.wait(|versions| versions.iter().any(|version| *version > seen)))
        })
        .collect();
    let begun = Instant::now();
    let answer = post(
        &writer.address,
        "/financement/ecritures/engagement",
        &form,
        &cookie,
    );
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let last = waiting
        .into_iter()
        .map(|page| page.join().unwrap())
        .max()
        .unwrap();
    last - begun
}

#[test]
fn prove_live_a_write_reaches_three_hundred_open_pages_within_two_seconds() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let program = start(folder.path(), None);
    let last = reach(&program, &program);
    let memory = memory(&program);
    assert!(last < SOON, "{last:?}");
    assert!(memory < MEMORY_KB, "{memory} kB");
    println!("figures: {PAGES} open pages, a write reached the last in {last:?}, {memory} kB");
}

#[tokio::test(flavor = "multi_thread")]
async fn prove_live_a_write_on_one_server_reaches_the_pages_of_another_on_postgres() {
    let _turn = turn();
    let Some(url) = postgres::database().await else {
        return;
    };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let servers = folders.each_ref().map(|folder| start(folder.path(), Some(&url)));
    let last = reach(&servers[1], &servers[0]);
    assert!(last < SOON, "{last:?}");
    println!("figures: {PAGES} open pages of another server on one PostgreSQL, the last reached in {last:?}");
}
