//! A writer over HTTP that remembers what was acknowledged.

use domain::AdoptionStage;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use uuid::Uuid;

/// A unit as its writer knows it: its last acknowledged sequence, its stage, and the request that got no answer.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) sequence: u32,
    pub(super) stage: AdoptionStage,
    pub(super) asked: Option<Request>,
}

/// A request to move a unit: its id and the stage asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    id: Uuid,
    pub(super) stage: AdoptionStage,
}

fn next(stage: AdoptionStage) -> AdoptionStage {
    use AdoptionStage::{Active, Contacted, Declined, Identified, Lapsed, Onboarded, Regular};
    match stage {
        Identified | Declined => Contacted,
        Contacted => Onboarded,
        Onboarded => Active,
        Active => Regular,
        Regular => Lapsed,
        Lapsed => Active,
    }
}

/// The answer to a request; none when the program died before it was whole.
pub(super) fn ask(address: &str, method: &str, path: &str, form: &str, cookie: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = form.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.contains("\r\n\r\n").then_some(answer)
}

/// Takes a role once: the session outlives the kills.
pub(super) fn sign_in(address: &str) -> String {
    let answer = ask(address, "POST", "/connexion/role", "role=intrapreneur", "").unwrap();
    let (_, cookie) = answer.split_once("set-cookie: ").unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn send(address: &str, cookie: &str, unit: i64, known: &Known, asked: Request) -> Option<bool> {
    let (id, seen, stage) = (asked.id, known.sequence, asked.stage.code());
    let form = format!("id={id}&unit={unit}%3A{seen}&stage={stage}&day=2021-12-17&source=call");
    let answer = ask(address, "POST", "/classes-dedoublees/mise-a-jour", &form, cookie)?;
    Some(answer.starts_with("HTTP/1.1 303"))
}

pub(super) fn write(
    address: &str,
    cookie: &str,
    mine: &Mutex<BTreeMap<i64, Known>>,
    stop: &AtomicBool,
) -> u64 {
    let units: Vec<i64> = mine.lock().unwrap().keys().copied().collect();
    let mut acknowledged = 0;
    for unit in units.into_iter().cycle() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let known = mine.lock().unwrap()[&unit].clone();
        let asked = known.asked.unwrap_or_else(|| Request {
            id: Uuid::now_v7(),
            stage: next(known.stage),
        });
        mine.lock().unwrap().get_mut(&unit).unwrap().asked = Some(asked);
        match send(address, cookie, unit, &known, asked) {
            Some(true) => {
                acknowledged += 1;
                mine.lock().unwrap().insert(
                    unit,
                    Known {
                        sequence: known.sequence + 1,
                        stage: asked.stage,
                        asked: None,
                    },
                );
            }
            Some(false) => panic!("unit {unit} was refused: {known:?}"),
            None => break,
        }
    }
    acknowledged
}
