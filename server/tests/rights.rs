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

/// What each address is asked, for somebody.
fn asks(method: &Method, path: &'static str, me: AccountId, mine: &BTreeMap<AccountId, Uuid>) -> Vec<Ask> {
    let [own, other] = places();
    let ask = |object, case, path: String, form: String| Ask {
        object,
        case,
        path,
        form,
        kind: FORM,
    };
    let fill = |code: String| {
        path.replace("{policy}", "classes-dedoublees")
            .replace("{code}", &code)
    };
    let three = |object, values: [String; 3], form: &dyn Fn(usize) -> String| {
        let cases = ["own", "other", "absent"];
        (0..3)
            .map(|rank| ask(object, cases[rank], fill(values[rank].clone()), form(rank)))
            .collect::<Vec<_>>()
    };
    let none = |_: usize| String::new();
    // A form that saw another history than there is: who may write gets 422, and nothing is written.
    let move_unit = |rank: usize| {
        let unit = [1, 3, 999][rank];
        format!(
            "id={}&unit={unit}%3A99&stage=contacted&day=2021-03-12&source=visit",
            Uuid::now_v7()
        )
    };
    let schools = [own.uai.to_string(), other.uai.to_string(), "0350999X".to_owned()];
    let districts = [
        own.district.to_string(),
        other.district.to_string(),
        "C0359999Z".to_owned(),
    ];
    match (method.as_str(), path) {
        ("GET", "/{policy}/deploiement/{code}") => {
            let mut all = three("school", schools, &none);
            all.extend(three("district", districts, &none));
            all
        }
        ("POST", "/{policy}/deploiement/{code}") => three("school", schools, &move_unit),
        (_, "/{policy}/mise-a-jour") => {
            let path = |_: usize| String::new();
            let mut all = three("units", ["", "", ""].map(str::to_owned), &move_unit);
            if *method == Method::GET {
                all = three("list", ["", "", ""].map(str::to_owned), &path);
                all.truncate(1);
            }
            all
        }
        (_, "/{policy}/deploiement/{code}/objectif") => three("district", districts, &|_| {
            "measure=using&day=2021-06-30&share=80&act=set".to_owned()
        }),
        // Uses are the nation's and an académie's; a link that names no class writes nothing.
        ("GET", path) if path.contains("{code}/usages") => {
            three("place", ["FR", "A14", "A99"].map(str::to_owned), &none)
        }
        ("POST", "/{policy}/deploiement/{code}/usages") => {
            three("school", schools, &|_| "unit=aucune".to_owned())
        }
        (_, "/{policy}/suggestions") => {
            let form = format!("id={}", Uuid::now_v7());
            vec![ask("", "own", fill(String::new()), form)]
        }
        ("GET", path) if path.contains("/reseaux/{code}") => {
            let codes = [own.network(), other.network()].map(|network| network.to_string());
            let [own, other] = codes;
            three("network", [own, other, "R0350999X".to_owned()], &none)
        }
        (_, path) if path.contains("{code}") => three("district", districts, &none),
        ("GET", path)
            if path.starts_with("/{policy}/comparaison") || path.starts_with("/{policy}/face-a-face") =>
        {
            vec![ask("", "own", fill(String::new()), String::new())]
        }
        ("GET", "/{policy}/deploiement") => vec![
            ask("", "own", fill(String::new()), String::new()),
            ask("", "absent", path.replace("{policy}", "ailleurs"), String::new()),
        ],
        // An entry that no rule accepts: who keeps the ledger gets 422, and nothing is written.
        (_, "/financement/ecritures/{kind}") => vec![
            ask(
                "",
                "own",
                path.replace("{kind}", "engagement"),
                "amount=0".to_owned(),
            ),
            ask(
                "",
                "absent",
                path.replace("{kind}", "ailleurs"),
                "amount=0".to_owned(),
            ),
        ],
        (_, "/donnees-ouvertes/{name}") => [("own", "adoption-hebdomadaire.csv"), ("absent", "ecoles.csv")]
            .map(|(case, name)| ask("", case, path.replace("{name}", name), String::new()))
            .to_vec(),
        (_, "/financement/ecritures/n/{entry}") => {
            vec![ask("", "absent", path.replace("{entry}", "999"), String::new())]
        }
        ("POST", "/financement/obligations") => {
            vec![ask("", "own", path.to_owned(), "kind=shortfall".to_owned())]
        }
        ("POST", "/financement/jours") => {
            vec![ask("", "own", path.to_owned(), "signature=jamais".to_owned())]
        }
        ("GET", "/imports/{id}") => {
            let of_other = mine
                .iter()
                .find(|(id, _)| **id != me)
                .map(|(_, import)| *import)
                .unwrap();
            let ids = [mine[&me], of_other, Uuid::nil()];
            let cases = ["own", "other", "absent"];
            (0..3)
                .map(|rank| ask("", cases[rank], format!("/imports/{}", ids[rank]), String::new()))
                .collect()
        }
        ("POST", "/imports") => [
            "adoption", "units", "estimate", "schools", "networks", "funding", "usage",
        ]
        .into_iter()
        .map(|kind| Ask {
            kind: FILE,
            ..ask(kind, "own", path.to_owned(), upload(kind))
        })
        .collect(),
        (_, "/personnes/{id}") => vec![
            ask("", "own", format!("/personnes/{me}"), "act=nothing".to_owned()),
            ask(
                "",
                "other",
                format!("/personnes/{}", mine.keys().find(|id| **id != me).unwrap()),
                "act=nothing".to_owned(),
            ),
            ask(
                "",
                "absent",
                "/personnes/9999".to_owned(),
                "act=nothing".to_owned(),
            ),
        ],
        // A change that names no zone: who may keep the calendar gets 422, and nothing is written.
        ("POST", "/calendrier") => vec![ask("", "own", path.to_owned(), "act=add".to_owned())],
        ("POST", "/donnees-personnelles") => {
            vec![ask("", "own", path.to_owned(), "subject=draft&days=7".to_owned())]
        }
        (_, path) if path.contains("{token}") => {
            vec![ask("", "absent", path.replace("{token}", "none"), String::new())]
        }
        ("GET", "/recherche" | "/api/schools") => {
            vec![ask("", "own", format!("{path}?q=ecole"), String::new())]
        }
        _ => vec![ask("", "own", path.to_owned(), String::new())],
    }
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

/// The whole table, as the program answers.
async fn table(world: &World) -> String {
    let mut people = Vec::new();
    let mut imports = BTreeMap::new();
    // Somebody must manage people whoever is closed below.
    person(&world.store, "garde", Some(Role::Administrator)).await;
    for (name, role) in COLUMNS {
        let id = person(&world.store, name, role).await;
        imports.insert(id, import_of(&world.store, id).await);
        people.push(id);
    }
    let mut rows = BTreeMap::<(String, String, usize), Vec<String>>::new();
    for (rank, id) in people.iter().enumerate() {
        for route in routes::all() {
            let name = format!("{} {}", route.method, route.path);
            for ask in asks(&route.method, route.path, *id, &imports) {
                let browser = world.signed_in(*id).await;
                let order = ["own", "other", "absent"]
                    .iter()
                    .position(|case| *case == ask.case)
                    .unwrap();
                let answer = send(&browser, &route.method, &ask).await;
                if matches!(COLUMNS[rank].0, "officer" | "no-role") {
                    let seen = answer.text.contains("Jean Ferrat");
                    assert!(!seen, "{name} {} shows a school of somebody else's", ask.path);
                }
                rows.entry((name.clone(), ask.object.to_owned(), order))
                    .or_insert_with(|| vec!["-".to_owned(); COLUMNS.len()])[rank] = short(&answer);
            }
        }
    }
    let nobody = world.browser();
    for route in routes::all() {
        let name = format!("{} {}", route.method, route.path);
        for ask in asks(&route.method, route.path, people[0], &imports) {
            let answer = short(&send(&nobody, &route.method, &ask).await);
            rows.insert(
                (name.clone(), ask.object.to_owned(), 4),
                vec![answer; COLUMNS.len()],
            );
        }
    }
    for (rank, id) in people.iter().enumerate() {
        let browser = world.signed_in(*id).await;
        let by = Principal::operator();
        world
            .store
            .close_account(&by, today(), world.clock.now(), *id)
            .await
            .unwrap();
        for route in routes::all() {
            let name = format!("{} {}", route.method, route.path);
            for ask in asks(&route.method, route.path, *id, &imports) {
                let answer = send(&browser, &route.method, &ask).await;
                rows.entry((name.clone(), ask.object.to_owned(), 3))
                    .or_insert_with(|| vec!["-".to_owned(); COLUMNS.len()])[rank] = short(&answer);
            }
        }
    }
    let mut text = format!("{:62} {:8} {:7}", "# address", "object", "case");
    for (name, _) in COLUMNS {
        write!(text, " {name:>14}").unwrap();
    }
    for ((name, object, order), answers) in rows {
        let case = ["own", "other", "absent", "closed", "nobody"][order];
        let object = if object.is_empty() { "-" } else { &object };
        write!(text, "\n{name:62} {object:8} {case:7}").unwrap();
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
