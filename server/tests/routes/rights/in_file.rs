//! What each role is told of an object that stands inside a file, and of the id of somebody else's request: rows of the same table.

use super::{
    asks::{CASES, absent},
    table::{COLUMNS, short},
};
use crate::support::{
    Asked, Browser, World,
    nation::{person, places, today},
};
use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{
    Actor, AdoptionStage, Principal, UnitId,
    adoption::{Advance, RequestId, Source},
};
use std::fmt::Write;
use store::adoption::Change;
use uuid::Uuid;

/// A file of one line, of an object of one's own, of somebody else's, or of none.
struct Line {
    /// What it names its object by.
    by: &'static str,
    kind: &'static str,
    text: fn(usize) -> String,
}

/// The UAI of the three objects.
fn school(rank: usize) -> String {
    let [own, other] = places().map(|place| place.uai.to_string());
    let absent = absent().to_string();
    [own, other, absent][rank].clone()
}

const LINES: [Line; 4] = [
    Line {
        by: "class",
        kind: "adoption",
        text: |rank| {
            format!(
                "UAI;classe;année;étape;date\n{};CP A;2020-2021;contactée;12/03/2021\n",
                school(rank)
            )
        },
    },
    Line {
        by: "no-class",
        kind: "adoption",
        text: |rank| {
            format!(
                "UAI;classe;année;étape;date\n{};zzz;2020-2021;contactée;12/03/2021\n",
                school(rank)
            )
        },
    },
    Line {
        by: "number",
        kind: "adoption",
        text: |rank| format!("id;étape;date\n{};contactée;12/03/2021\n", [1, 3, 999][rank]),
    },
    Line {
        by: "list",
        kind: "units",
        text: |rank| format!("UAI;classe;niveau;année\n{};CP Z;CP;2020-2021\n", school(rank)),
    },
];

/// The whole page of a file tried, once it is read; what it was sent under is no part of it.
async fn tried(browser: &Browser, id: Uuid, kind: &str, text: &str) -> Asked {
    let mut body = String::new();
    for (name, value) in [
        ("id", id.to_string().as_str()),
        ("kind", kind),
        ("dry_run", "oui"),
    ] {
        write!(
            body,
            "--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    write!(
        body,
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\n\r\n{text}\r\n--limit--\r\n"
    )
    .unwrap();
    let request =
        Request::post("/imports").header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit");
    let sent = browser.ask(request.body(Body::from(body)).unwrap()).await;
    if sent.status != 303 {
        return sent;
    }
    browser.settled(sent.location()).await
}

/// What the report says of the line.
fn verdict(page: &Asked) -> String {
    const SAID: [(&str, &str); 5] = [
        ("pas dans votre territoire", "not-yours"),
        ("pas dans l'annuaire", "not-there"),
        ("Aucune classe ne porte", "not-there"),
        ("Cette école n'a pas de classe", "no-class"),
        ("Essai : rien n'est écrit", "accepted"),
    ];
    if page.status != 200 {
        return page.status.as_u16().to_string();
    }
    let text = page.text.replace("&#x27;", "'").replace("&#39;", "'");
    let said = SAID.iter().find(|(said, _)| text.contains(said));
    assert!(said.is_some(), "{text}");
    said.map_or("", |(_, verdict)| verdict).to_owned()
}

/// What a report repeats of a file's line, as who brought it wrote it.
fn named(file: &str) -> String {
    let (titles, row) = file.trim_end().split_once('\n').unwrap();
    let cells = titles.split(';').zip(row.split(';'));
    let naming = cells.filter(|(title, _)| ["UAI", "classe", "id"].contains(title));
    naming.map(|(_, cell)| cell).collect::<Vec<_>>().join(", ")
}

/// Files of one line: what is told of somebody else's object is what is told of none, to who may not know the difference.
pub(super) async fn lines(world: &World, out: &mut String) {
    let mut browsers = Vec::new();
    for (name, role) in COLUMNS {
        let id = person(&world.store, &format!("fichier-{name}"), role).await;
        browsers.push(world.signed_in(id).await);
    }
    for line in LINES {
        let mut told = vec![Vec::new(); CASES.len()];
        for browser in &browsers {
            let mut pages = Vec::new();
            for (rank, told) in told.iter_mut().enumerate() {
                let id = Uuid::now_v7();
                let page = tried(browser, id, line.kind, &(line.text)(rank)).await;
                told.push(verdict(&page));
                let said = format!(">{}<", named(&(line.text)(rank)));
                let text = page.text.replace(&said, ">…<").replace(&school(rank), "…");
                pages.push(text.replace(&id.to_string(), "…"));
            }
            if told[1].last().unwrap() == "not-yours" {
                assert_eq!(
                    pages[1], pages[2],
                    "{}: another page than of what is not there",
                    line.by
                );
                for known in ["CP A", "CP B", "Ferrat", "Bondy", "Créteil"] {
                    assert!(!pages[1].contains(known), "{}: {known} is told", line.by);
                }
            }
        }
        for (case, answers) in CASES.iter().zip(told) {
            row(out, "POST /imports, a line of the file", line.by, case, &answers);
        }
    }
}

/// The id of a request that somebody else made, with the same content: nobody gets the answer that it got.
pub(super) async fn requests_of_others(world: &World, out: &mut String) {
    let first = person(&world.store, "premiere", None).await;
    let mut by = Principal::operator();
    by.actor = Actor::Account(first);
    for (unit, case) in [(2, "own"), (4, "other")] {
        let id = Uuid::now_v7();
        let step = Advance {
            unit: UnitId(unit),
            seen: 1,
            stage: AdoptionStage::Contacted,
            day: today(),
            replaces: None,
            source: Source::Visit,
        };
        let change = Change {
            annulled: Vec::new(),
            id: RequestId(id),
            steps: vec![step],
        };
        let now = world.clock.now();
        world.store.record(&by, today(), now, change).await.unwrap();
        let form = format!(
            "id={id}&unit={unit}%3A1&stage=contacted&day={}&source=visit",
            today()
        );
        let mut answers = Vec::new();
        for (name, role) in COLUMNS {
            let id = person(&world.store, &format!("{case}-{name}"), role).await;
            let browser = world.signed_in(id).await;
            answers.push(short(
                &browser.post("/classes-dedoublees/mise-a-jour", &form).await,
            ));
        }
        row(out, "POST /{policy}/mise-a-jour", "its id", case, &answers);
    }
    let id = Uuid::now_v7();
    let intrapreneur = COLUMNS[1].1;
    let first = person(&world.store, "premier-fichier", intrapreneur).await;
    let text = (LINES[0].text)(0);
    tried(&world.signed_in(first).await, id, "adoption", &text).await;
    let mut answers = Vec::new();
    for (name, role) in COLUMNS {
        let person = person(&world.store, &format!("encore-{name}"), role).await;
        let sent = tried(&world.signed_in(person).await, id, "adoption", &text).await;
        answers.push(short(&sent));
    }
    row(out, "POST /imports", "its id", "own", &answers);
}

fn row(out: &mut String, address: &str, object: &str, case: &str, answers: &[String]) {
    write!(out, "{address:62} {object:8} {case:7}").unwrap();
    for answer in answers {
        write!(out, " {answer:>14}").unwrap();
    }
    out.push('\n');
}
