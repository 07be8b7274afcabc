//! The table: each address asked by everybody, and what each is answered.

use super::{
    asks::{Ask, Brought, CASES, asks},
    in_file,
};
use crate::support::{
    Asked, Browser, World, morning,
    moved::MovedSchools,
    nation::{batch_of, person, today},
};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{AccountId, Principal, Role};
use server::routes;
use std::{collections::BTreeMap, fmt::Write};
use store::{
    Store,
    import::{ImportId, ImportKind, NewImport},
};
use uuid::Uuid;

/// The columns: each role, and somebody whose role was taken back.
pub(super) const COLUMNS: [(&str, Option<Role>); 7] = [
    ("officer", Some(Role::Officer)),
    ("intrapreneur", Some(Role::Intrapreneur)),
    ("coach", Some(Role::Coach)),
    ("leadership", Some(Role::Leadership)),
    ("budget-manager", Some(Role::BudgetManager)),
    ("administrator", Some(Role::Administrator)),
    ("no-role", None),
];

async fn send(browser: &Browser, method: &Method, ask: &Ask) -> Asked {
    let request = Request::builder()
        .method(method)
        .uri(&ask.path)
        .header(header::CONTENT_TYPE, ask.kind);
    browser
        .ask(request.body(Body::from(ask.form.clone())).unwrap())
        .await
}

/// The answer in short: its status, and whether it leads to sign-in.
pub(super) fn short(asked: &Asked) -> String {
    if asked.location().starts_with("/connexion?") {
        return "sign-in".to_owned();
    }
    asked.status.as_u16().to_string()
}

/// What a row of the table is of.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    address: String,
    object: &'static str,
    /// The place of its case among the five.
    case: usize,
}

/// The rows of the table, with an answer for each column.
type Rows = BTreeMap<Row, Vec<String>>;

/// Everybody who asks, with the import and the batch that each brought.
struct People {
    ids: Vec<AccountId>,
    brought: Brought,
}

impl People {
    async fn of(world: &World, moved: MovedSchools) -> Self {
        let (mut ids, mut brought) = (Vec::new(), Brought::of(moved));
        // Somebody must manage people whoever is closed below.
        person(&world.store, "garde", Some(Role::Administrator)).await;
        for (name, role) in COLUMNS {
            let id = person(&world.store, name, role).await;
            brought.imports.insert(id, import_of(&world.store, id).await);
            brought.batches.insert(id, batch_of(&world.store, id, 0).await);
            ids.push(id);
        }
        brought.elsewhere = batch_of(&world.store, ids[0], 1).await;
        Self { ids, brought }
    }

    /// Every address with what it is asked for somebody: method, what names it in the table, what is asked.
    fn asks(&self, me: AccountId) -> Vec<(Method, String, Ask)> {
        let mut all = Vec::new();
        for route in routes::all() {
            let name = format!("{} {}", route.method, route.path);
            for ask in asks(&route.method, route.path, me, &self.brought) {
                all.push((route.method.clone(), name.clone(), ask));
            }
        }
        all
    }
}

/// Enters an answer of one column.
fn enter(rows: &mut Rows, row: Row, rank: usize, answer: &Asked) {
    rows.entry(row)
        .or_insert_with(|| vec!["-".to_owned(); COLUMNS.len()])[rank] = short(answer);
}

/// What each person gets, signed in.
async fn signed_in(world: &World, people: &People, rows: &mut Rows) {
    for (rank, id) in people.ids.iter().enumerate() {
        for (method, name, ask) in people.asks(*id) {
            let browser = world.signed_in(*id).await;
            let order = CASES.iter().position(|case| *case == ask.case).unwrap();
            let answer = send(&browser, &method, &ask).await;
            if matches!(COLUMNS[rank].0, "officer" | "no-role") {
                let seen = answer.text.contains("Jean Ferrat");
                assert!(!seen, "{name} {} shows a school of somebody else's", ask.path);
            }
            let row = Row {
                address: name,
                object: ask.object,
                case: order,
            };
            enter(rows, row, rank, &answer);
        }
    }
}

/// What nobody gets, without a session.
async fn nobody(world: &World, people: &People, rows: &mut Rows) {
    let browser = world.browser();
    for (method, name, ask) in people.asks(people.ids[0]) {
        let answer = short(&send(&browser, &method, &ask).await);
        let row = Row {
            address: name,
            object: ask.object,
            case: 4,
        };
        rows.insert(row, vec![answer; COLUMNS.len()]);
    }
}

/// What each person gets whose account was closed while they were signed in.
async fn closed(world: &World, people: &People, rows: &mut Rows) {
    for (rank, id) in people.ids.iter().enumerate() {
        let browser = world.signed_in(*id).await;
        let by = Principal::operator();
        let (today, now) = (today(), world.clock.now());
        world.store.close_account(&by, today, now, *id).await.unwrap();
        for (method, name, ask) in people.asks(*id) {
            let answer = send(&browser, &method, &ask).await;
            let row = Row {
                address: name,
                object: ask.object,
                case: 3,
            };
            enter(rows, row, rank, &answer);
        }
    }
}

/// The whole table, as the program answers.
pub(super) async fn table(world: &World, moved: MovedSchools) -> String {
    let people = People::of(world, moved).await;
    let mut rows = Rows::new();
    signed_in(world, &people, &mut rows).await;
    nobody(world, &people, &mut rows).await;
    closed(world, &people, &mut rows).await;
    let mut text = format!("{:62} {:8} {:7}", "# address", "object", "case");
    for (name, _) in COLUMNS {
        write!(text, " {name:>14}").unwrap();
    }
    for (row, answers) in rows {
        let case = ["own", "other", "absent", "closed", "nobody"][row.case];
        let object = if row.object.is_empty() { "-" } else { row.object };
        write!(text, "\n{:62} {object:8} {case:7}", row.address).unwrap();
        for answer in answers {
            write!(text, " {answer:>14}").unwrap();
        }
    }
    text.push('\n');
    in_file::lines(world, &mut text).await;
    in_file::requests_of_others(world, &mut text).await;
    text
}

/// An import that somebody brought.
async fn import_of(store: &Store, id: AccountId) -> Uuid {
    let mut by = Principal::operator();
    by.actor = domain::Actor::Account(id);
    let import = Uuid::now_v7();
    let new = NewImport {
        id: ImportId(import),
        kind: ImportKind::Adoption,
        file_name: "liste.csv".to_owned(),
        sha256: [0; 32],
        bytes: 0,
        dry_run: true,
    };
    store.open_import(&by, morning(), &new).await.unwrap();
    import
}
