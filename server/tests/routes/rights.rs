//! Every address × every role × {own scope, somebody else's, absent, closed account, no session}: the answers stand in `rights.txt`,
//! and an address without a row fails. `UPDATE_RIGHTS=1` writes the table anew: a change of rights is read in its diff.

#![allow(clippy::unwrap_used)]

use crate::support::{
    Asked, Browser, World, morning,
    nation::{fill, person, places, today},
};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{AccountId, Principal, Role};
use server::{clock::Clock, routes};
use std::{collections::BTreeMap, fmt::Write};
use store::{
    Store,
    import::{ImportId, ImportKind, NewImport},
};
use uuid::Uuid;

/// The columns: each role, and somebody whose role was taken back.
const COLUMNS: [(&str, Option<Role>); 7] = [
    ("officer", Some(Role::Officer)),
    ("intrapreneur", Some(Role::Intrapreneur)),
    ("coach", Some(Role::Coach)),
    ("leadership", Some(Role::Leadership)),
    ("budget-manager", Some(Role::BudgetManager)),
    ("administrator", Some(Role::Administrator)),
    ("no-role", None),
];

/// What is asked: an address with its names filled in, and a form.
#[derive(Clone, Debug)]
struct Ask {
    /// What tells two objects of one address apart.
    object: &'static str,
    case: &'static str,
    path: String,
    form: String,
    kind: &'static str,
}

const FORM: &str = "application/x-www-form-urlencoded";
const FILE: &str = "multipart/form-data; boundary=limit";

/// The three objects of an address: one's own, somebody else's, one that is not there.
const CASES: [&str; 3] = ["own", "other", "absent"];

impl Ask {
    fn new(object: &'static str, case: &'static str, path: String, form: impl Into<String>) -> Self {
        Self {
            object,
            case,
            path,
            form: form.into(),
            kind: FORM,
        }
    }

    /// An address without a name, as it stands.
    fn plain(path: &str, form: &str) -> Vec<Self> {
        vec![Self::new("", "own", path.to_owned(), form)]
    }
}

/// An address of a policy, its code filled in.
fn filled(path: &str, code: &str) -> String {
    path.replace("{policy}", "classes-dedoublees")
        .replace("{code}", code)
}

/// An address asked for each of three codes.
fn three(object: &'static str, path: &str, codes: [String; 3], form: impl Fn(usize) -> String) -> Vec<Ask> {
    (0..3)
        .map(|rank| Ask::new(object, CASES[rank], filled(path, &codes[rank]), form(rank)))
        .collect()
}

fn no_form(_: usize) -> String {
    String::new()
}

/// A form that saw another history than there is: who may write gets 422, and nothing is written.
fn move_unit(rank: usize) -> String {
    let unit = [1, 3, 999][rank];
    format!(
        "id={}&unit={unit}%3A99&stage=contacted&day=2021-03-12&source=visit",
        Uuid::now_v7()
    )
}

fn schools() -> [String; 3] {
    let [own, other] = places();
    [own.uai.to_string(), other.uai.to_string(), "0350999X".to_owned()]
}

fn districts() -> [String; 3] {
    let [own, other] = places();
    [
        own.district.to_string(),
        other.district.to_string(),
        "C0359999Z".to_owned(),
    ]
}

/// What each address is asked, for somebody.
fn asks(method: &Method, path: &'static str, me: AccountId, mine: &BTreeMap<AccountId, Uuid>) -> Vec<Ask> {
    let asks = of_places(method, path)
        .or_else(|| of_policy(method, path))
        .or_else(|| of_funding(method, path))
        .or_else(|| of_imports(method, path, me, mine))
        .or_else(|| of_people(method, path, me, mine));
    asks.unwrap_or_else(|| match (method.as_str(), path) {
        // A change that names no zone: who may keep the calendar gets 422, and nothing is written.
        ("POST", "/calendrier") => Ask::plain(path, "act=add"),
        (_, "/donnees-ouvertes/{name}") => [("own", "adoption-hebdomadaire.csv"), ("absent", "ecoles.csv")]
            .map(|(case, name)| Ask::new("", case, path.replace("{name}", name), ""))
            .to_vec(),
        ("GET", "/recherche" | "/api/schools") => Ask::plain(&format!("{path}?q=ecole"), ""),
        _ => Ask::plain(path, ""),
    })
}

/// The addresses of a territory, a school, a network.
fn of_places(method: &Method, path: &str) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        ("GET", "/{policy}/deploiement/{code}") => {
            let mut all = three("school", path, schools(), no_form);
            all.extend(three("district", path, districts(), no_form));
            all
        }
        ("POST", "/{policy}/deploiement/{code}") => three("school", path, schools(), move_unit),
        (_, "/{policy}/deploiement/{code}/objectif") => three("district", path, districts(), |_| {
            "measure=using&day=2021-06-30&share=80&act=set".to_owned()
        }),
        // Uses are the nation's and an académie's; a link that names no class writes nothing.
        ("GET", path) if path.contains("{code}/usages") => {
            three("place", path, ["FR", "A14", "A99"].map(str::to_owned), no_form)
        }
        ("POST", "/{policy}/deploiement/{code}/usages") => {
            three("school", path, schools(), |_| "unit=aucune".to_owned())
        }
        ("GET", path) if path.contains("/reseaux/{code}") => {
            let [own, other] = places().map(|place| place.network().to_string());
            three("network", path, [own, other, "R0350999X".to_owned()], no_form)
        }
        (_, path) if path.contains("{code}") => three("district", path, districts(), no_form),
        _ => return None,
    })
}

/// The other addresses of a policy.
fn of_policy(method: &Method, path: &str) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        (_, "/{policy}/mise-a-jour") => {
            let mut all = three("units", path, ["", "", ""].map(str::to_owned), move_unit);
            if *method == Method::GET {
                all = three("list", path, ["", "", ""].map(str::to_owned), no_form);
                all.truncate(1);
            }
            all
        }
        (_, "/{policy}/suggestions") => Ask::plain(&filled(path, ""), &format!("id={}", Uuid::now_v7())),
        ("GET", path)
            if path.starts_with("/{policy}/comparaison") || path.starts_with("/{policy}/face-a-face") =>
        {
            Ask::plain(&filled(path, ""), "")
        }
        ("GET", "/{policy}/deploiement") => vec![
            Ask::new("", "own", filled(path, ""), ""),
            Ask::new("", "absent", path.replace("{policy}", "ailleurs"), ""),
        ],
        _ => return None,
    })
}

fn of_funding(method: &Method, path: &str) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        // An entry that no rule accepts: who keeps the ledger gets 422, and nothing is written.
        (_, "/financement/ecritures/{kind}") => [("own", "engagement"), ("absent", "ailleurs")]
            .map(|(case, kind)| Ask::new("", case, path.replace("{kind}", kind), "amount=0"))
            .to_vec(),
        (_, "/financement/ecritures/n/{entry}") => {
            vec![Ask::new("", "absent", path.replace("{entry}", "999"), "")]
        }
        ("POST", "/financement/obligations") => Ask::plain(path, "kind=shortfall"),
        ("POST", "/financement/jours") => Ask::plain(path, "signature=jamais"),
        _ => return None,
    })
}

fn of_imports(
    method: &Method,
    path: &str,
    me: AccountId,
    mine: &BTreeMap<AccountId, Uuid>,
) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        ("GET", "/imports/{id}") => {
            let of_other = mine.iter().find(|(id, _)| **id != me);
            let ids = [mine[&me], *of_other.unwrap().1, Uuid::nil()];
            (0..3)
                .map(|rank| Ask::new("", CASES[rank], format!("/imports/{}", ids[rank]), ""))
                .collect()
        }
        ("POST", "/imports") => [
            "adoption", "units", "estimate", "schools", "networks", "funding", "usage",
        ]
        .into_iter()
        .map(|kind| Ask {
            kind: FILE,
            ..Ask::new(kind, "own", path.to_owned(), upload(kind))
        })
        .collect(),
        _ => return None,
    })
}

fn of_people(
    method: &Method,
    path: &str,
    me: AccountId,
    mine: &BTreeMap<AccountId, Uuid>,
) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        (_, "/personnes/{id}") => {
            let of_other = mine.keys().find(|id| **id != me).unwrap();
            let ids = [me.to_string(), of_other.to_string(), "9999".to_owned()];
            (0..3)
                .map(|rank| {
                    Ask::new(
                        "",
                        CASES[rank],
                        format!("/personnes/{}", ids[rank]),
                        "act=nothing",
                    )
                })
                .collect()
        }
        ("POST", "/donnees-personnelles") => Ask::plain(path, "subject=draft&days=7"),
        (_, path) if path.contains("{token}") => {
            vec![Ask::new("", "absent", path.replace("{token}", "none"), "")]
        }
        _ => return None,
    })
}

fn upload(kind: &str) -> String {
    let id = Uuid::now_v7();
    let fields = [
        ("id", id.to_string()),
        ("kind", kind.to_owned()),
        ("year", "2020-2021".to_owned()),
        ("dry_run", "oui".to_owned()),
    ];
    let mut body = String::new();
    for (name, value) in fields {
        write!(
            body,
            "--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    body + "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\nContent-Type: text/csv\r\n\r\na;b\r\n1;2\r\n\r\n--limit--\r\n"
}

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
fn short(asked: &Asked) -> String {
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

/// Everybody who asks, and the import that each brought.
struct People {
    ids: Vec<AccountId>,
    imports: BTreeMap<AccountId, Uuid>,
}

impl People {
    async fn of(world: &World) -> Self {
        let (mut ids, mut imports) = (Vec::new(), BTreeMap::new());
        // Somebody must manage people whoever is closed below.
        person(&world.store, "garde", Some(Role::Administrator)).await;
        for (name, role) in COLUMNS {
            let id = person(&world.store, name, role).await;
            imports.insert(id, import_of(&world.store, id).await);
            ids.push(id);
        }
        Self { ids, imports }
    }

    /// Every address with what it is asked for somebody: method, what names it in the table, what is asked.
    fn asks(&self, me: AccountId) -> Vec<(Method, String, Ask)> {
        let mut all = Vec::new();
        for route in routes::all() {
            let name = format!("{} {}", route.method, route.path);
            for ask in asks(&route.method, route.path, me, &self.imports) {
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
async fn table(world: &World) -> String {
    let people = People::of(world).await;
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

async fn answers_as_the_table_says(store: Store) {
    fill(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let world = World::over(store, Clock::held(morning()), folder, |settings| {
        settings.limits.sign_in = None
    })
    .await;
    let found = table(&world).await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rights.txt");
    if std::env::var_os("UPDATE_RIGHTS").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap();
    let expected: Vec<&str> = expected.lines().collect();
    let mut wrong = Vec::new();
    for (rank, line) in found.lines().enumerate() {
        if expected.get(rank) != Some(&line) {
            wrong.push(format!("expected {:?}\n   found {line:?}", expected.get(rank)));
        }
    }
    assert!(
        wrong.is_empty() && expected.len() == found.lines().count(),
        "{}",
        wrong.join("\n")
    );
    let answers = found.lines().count() - 1;
    println!(
        "figures: {} addresses, {} answers as the table says",
        routes::all().len(),
        answers * COLUMNS.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_rights_every_answer_is_the_table_s() {
    let folder = tempfile::tempdir().unwrap();
    answers_as_the_table_says(Store::open_sqlite(folder.path()).await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_rights_every_answer_is_the_table_s_on_postgres() {
    if let Some(url) = crate::support::postgres::database().await {
        let store = Store::open_postgres(&url).await.unwrap();
        answers_as_the_table_says(store).await;
    }
}

#[test]
fn prove_rights_every_server_function_is_an_address_of_the_table() {
    let known: Vec<&str> = routes::all().iter().map(|route| route.path).collect();
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        assert!(known.contains(&path), "{path} has no address in the list");
    }
}
