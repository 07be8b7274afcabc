//! Commitments around a ceiling that some lower and raise meanwhile, through two servers: not a cent passes it.

use crate::{postgres, program::start, turn};
use domain::funding::{Credit, Scope};
use fastrand::Rng;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
    sync::Arc,
    thread,
};
use store::{Store, funding::Funding};
use uuid::Uuid;

const WRITERS: usize = 64;

/// The answer's status, and the cookie that it gives.
fn post(address: &str, path: &str, form: &str, cookie: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = form.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer);
    let status = answer.get(9..12).and_then(|status| status.parse().ok());
    let cookie = answer
        .split_once("set-cookie: ")
        .and_then(|(_, rest)| rest.split(';').next());
    (status.unwrap(), cookie.unwrap_or_default().to_owned())
}

/// What somebody's attempts came to: accepted commitments in cents of AE, how many of each answer.
#[derive(Default)]
struct Tally {
    ae: i64,
    entries: i64,
    answers: BTreeMap<(&'static str, u16), usize>,
}

/// Commits up to 30 €, or lowers and raises the ceiling by as much.
fn write(address: &str, cookie: &str, rank: usize, attempts: usize) -> Tally {
    let (mut rng, mut tally) = (Rng::with_seed(rank as u64), Tally::default());
    for attempt in 0..attempts {
        let (id, cents) = (Uuid::now_v7(), rng.i64(1..3_000));
        let amount = format!("{},{:02}", cents / 100, cents % 100);
        let (what, fields) = if rng.u8(..100) < 15 {
            let sign = if rng.bool() { "-" } else { "" };
            let fields = format!("year=2021&ae={sign}{amount}&cp=0&reference=Avenant");
            ("avenant", fields)
        } else {
            let ej = 7_000_000_000_u64 + (rank * 1_000_000 + attempt) as u64;
            let fields = format!("ej={ej}&amount={amount}&supplier=Octo&object=Lot&nature=development");
            ("engagement", fields)
        };
        let form = format!("id={id}&day=2021-12-17&{fields}");
        let (status, _) = post(address, &format!("/financement/ecritures/{what}"), &form, cookie);
        assert!(matches!(status, 303 | 422), "{status}: {form}");
        if status == 303 {
            tally.entries += 1;
            tally.ae += if what == "engagement" { cents } else { 0 };
        }
        *tally.answers.entry((what, status)).or_default() += 1;
    }
    tally
}

async fn funding(store: &Store) -> Funding {
    store.funding().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn prove_ceiling_race_through_two_servers_on_one_postgres() {
    let _turn = turn();
    let Some(url) = postgres::database().await else {
        return;
    };
    let long = std::env::var_os("PROOF_LONG").is_some();
    let attempts = if long { 20_000 } else { 1_000 };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    // The first makes the demonstration, the second finds it.
    let servers = folders.each_ref().map(|folder| start(folder.path(), Some(&url)));
    let store = Store::open_postgres(&url).await.unwrap();
    let ae = |funding: &Funding| funding.counter(Scope::Convention, Credit::Ae);
    let before = funding(&store).await;
    let (_, cookie) = post(&servers[0].address, "/connexion/role", "role=budget-manager", "");
    // Almost all of it is committed: the ceiling is in the way from the first second.
    let left = ae(&before).available().0 - 20_000;
    let most = format!("{},{:02}", left / 100, left % 100);
    let form = format!(
        "id={}&day=2021-12-17&ej=6000000000&amount={most}&supplier=Octo&object=Lot&nature=development",
        Uuid::now_v7()
    );
    assert_eq!(
        post(
            &servers[1].address,
            "/financement/ecritures/engagement",
            &form,
            &cookie
        )
        .0,
        303
    );
    let (addresses, cookie) = (
        servers.each_ref().map(|server| server.address.clone()),
        Arc::new(cookie),
    );
    let writers: Vec<_> = (0..WRITERS)
        .map(|rank| {
            let (address, cookie) = (addresses[rank % 2].clone(), cookie.clone());
            thread::spawn(move || write(&address, &cookie, rank, attempts / WRITERS))
        })
        .collect();
    let (mut spent, mut entries, mut answers) = (left, 1, BTreeMap::new());
    for writer in writers {
        let tally = writer.join().unwrap();
        spent += tally.ae;
        entries += tally.entries;
        for (answer, count) in tally.answers {
            *answers.entry(answer).or_insert(0) += count;
        }
    }
    let after = funding(&store).await;
    assert_eq!(
        after.last.0,
        before.last.0 + entries,
        "what was answered is what is there"
    );
    assert_eq!(ae(&after).consumed.0, ae(&before).consumed.0 + spent);
    assert!(ae(&after).consumed <= ae(&after).ceiling, "{:?}", ae(&after));
    for answer in [
        ("engagement", 303),
        ("engagement", 422),
        ("avenant", 303),
        ("avenant", 422),
    ] {
        assert!(answers.contains_key(&answer), "{answers:?}");
    }
    let now = "2021-12-17T12:00:00Z".parse().unwrap();
    assert!(store.verify_ledger(now).await.unwrap().is_whole());
    println!("figures: two servers, {attempts} attempts over HTTP, 0 cents over: {answers:?}");
}
