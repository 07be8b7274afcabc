//! The read API: a token has its account's rights and no more, for reading alone; the description says what is answered.

#![allow(clippy::unwrap_used, clippy::panic)]

mod described;

use crate::support::{
    Asked, Browser, World, morning,
    nation::{fill, person, places, today},
};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use chrono::TimeDelta;
use domain::{AccountId, Principal, Role};
use serde_json::Value;
use server::{clock::Clock, routes};
use std::collections::BTreeSet;
use store::Store;

const ROLES: [Role; 6] = [
    Role::Officer,
    Role::Intrapreneur,
    Role::Coach,
    Role::Leadership,
    Role::BudgetManager,
    Role::Administrator,
];

/// The small nation, on its morning.
async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store).await;
    World::over(store, Clock::held(morning()), folder, |settings| {
        settings.limits.sign_in = None;
    })
    .await
}

/// Makes a token on the page of one's account, as its person does: answers what it says.
async fn make(browser: &Browser) -> String {
    let form = format!("act=token&id={}&name=Grist&days=30", uuid::Uuid::now_v7());
    let page = browser.post("/mon-compte", &form).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let at = page.text.find("c12_").unwrap();
    page.text[at..].split('"').next().unwrap().to_owned()
}

async fn ask(world: &World, method: Method, path: &str, token: &str) -> Asked {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    world.browser().ask(request.body(Body::empty()).unwrap()).await
}

async fn get(world: &World, path: &str, token: &str) -> Asked {
    ask(world, Method::GET, path, token).await
}

/// Every resource, its names filled in.
fn resources() -> Vec<String> {
    let routes = routes::all();
    let all = routes
        .iter()
        .map(|route| route.path)
        .filter(|path| path.starts_with("/api/v1/"));
    let district = places()[0].district.to_string();
    all.map(|path| path.replace("{code}", &district)).collect()
}

fn problem(asked: &Asked) -> Value {
    assert_eq!(
        asked.headers[header::CONTENT_TYPE],
        "application/problem+json",
        "{}",
        asked.text
    );
    let problem: Value = serde_json::from_str(&asked.text).unwrap();
    assert_eq!(problem["status"], asked.status.as_u16());
    problem
}

#[tokio::test]
async fn a_token_is_answered_as_its_account_s_session_is() {
    let world = world().await;
    for (rank, role) in ROLES.into_iter().enumerate() {
        let id = person(&world.store, &format!("personne{rank}"), Some(role)).await;
        let browser = world.signed_in(id).await;
        let token = make(&browser).await;
        for path in resources() {
            let (session, bearer) = (browser.get(&path).await, get(&world, &path, &token).await);
            assert_eq!(session.status, bearer.status, "{role:?} {path}");
            assert_eq!(session.text, bearer.text, "{role:?} {path}");
            if bearer.status == 403 {
                problem(&bearer);
            }
            if role == Role::Officer {
                let other = path.replace(places()[0].district.as_str(), places()[1].district.as_str());
                assert!(
                    !get(&world, &other, &token).await.text.contains("Jean Ferrat"),
                    "{other}"
                );
            }
        }
    }
}

/// A coach, their browser, their token.
async fn coach(world: &World) -> (AccountId, Browser, String) {
    let id = person(&world.store, "coach", Some(Role::Coach)).await;
    let browser = world.signed_in(id).await;
    let token = make(&browser).await;
    (id, browser, token)
}

const ANY: &str = "/api/v1/territories/FR/weeks";

#[tokio::test]
async fn a_token_that_is_wrong_revoked_or_too_old_opens_nothing() {
    let world = world().await;
    person(&world.store, "garde", Some(Role::Administrator)).await;
    let (id, browser, token) = coach(&world).await;
    assert_eq!(get(&world, ANY, &token).await.status, 200);
    for wrong in ["c12_faux", "", "autre", &token[..20]] {
        let asked = get(&world, ANY, wrong).await;
        assert_eq!(asked.status, 401, "{wrong}");
        assert!(asked.headers.contains_key(header::WWW_AUTHENTICATE));
        problem(&asked);
    }
    // A wrong token is not helped by a session.
    let both = Request::get(ANY).header(header::AUTHORIZATION, "Bearer c12_faux");
    assert_eq!(browser.ask(both.body(Body::empty()).unwrap()).await.status, 401);
    assert_eq!(browser.get(ANY).await.status, 200);
    assert_eq!(world.browser().get(ANY).await.status, 401);

    let held = world.store.tokens_of(id).await.unwrap()[0].id;
    let form = format!("act=revoke&token={held}");
    assert!(
        browser
            .post("/mon-compte", &form)
            .await
            .text
            .contains("Le jeton est révoqué")
    );
    assert_eq!(get(&world, ANY, &token).await.status, 401);

    let short = make(&browser).await;
    world.clock.advance(TimeDelta::days(29));
    assert_eq!(get(&world, ANY, &short).await.status, 200);
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(get(&world, ANY, &short).await.status, 401);

    let last = make(&world.signed_in(id).await).await;
    let by = Principal::operator();
    let role = world.store.account(id).await.unwrap().unwrap().roles[0].id;
    world
        .store
        .take_role(&by, today(), morning(), id, role)
        .await
        .unwrap();
    assert_eq!(
        get(&world, ANY, &last).await.status,
        403,
        "without a role, from the next request"
    );
    world
        .store
        .close_account(&by, today(), morning(), id)
        .await
        .unwrap();
    assert_eq!(get(&world, ANY, &last).await.status, 401);
}

#[tokio::test]
async fn a_token_writes_nothing_and_opens_no_page() {
    let world = world().await;
    let (id, browser, token) = coach(&world).await;
    let version = world.store.version();
    for route in routes::all()
        .into_iter()
        .filter(|route| route.method == Method::POST)
    {
        let asked = ask(&world, Method::POST, route.path, &token).await;
        assert_eq!(asked.status, 403, "{}", route.path);
        problem(&asked);
    }
    assert_eq!(ask(&world, Method::DELETE, ANY, &token).await.status, 403);
    assert_eq!(world.store.version(), version);
    for page in ["/", "/mon-compte/donnees.json", "/audit.csv"] {
        assert!(
            get(&world, page, &token)
                .await
                .location()
                .starts_with("/connexion"),
            "{page}"
        );
    }
    let known = browser.get("/mon-compte/donnees.json").await.text;
    let known: Value = serde_json::from_str(&known).unwrap();
    assert_eq!(known["jetons"][0]["nom"], "Grist");
    let trail = browser.get("/audit.csv").await.text;
    assert!(trail.contains("token.made"), "{trail}");
    // Shown once: neither the page, nor one's data, nor the trail knows what it says.
    for text in [&browser.get("/mon-compte").await.text, &known.to_string(), &trail] {
        assert!(!text.contains(&token));
    }
    get(&world, ANY, &token).await;
    // The day is written aside, by a task that no answer waits for: looked at until it is there, for two seconds at most.
    for _ in 0..100 {
        if world.store.tokens_of(id).await.unwrap()[0].last_used_on == Some(today()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the token's last day was not kept");
}

#[tokio::test]
async fn an_account_has_five_tokens_and_a_form_makes_one() {
    let world = world().await;
    let (_, browser, _) = coach(&world).await;
    let form = format!("act=token&id={}&name=Superset&days=365", uuid::Uuid::now_v7());
    assert_eq!(browser.post("/mon-compte", &form).await.status, 200);
    let again = browser.post("/mon-compte", &form).await;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("a déjà créé un jeton"));
    for wrong in ["name=&days=30", "name=Long&days=366"] {
        let form = format!("act=token&id={}&{wrong}", uuid::Uuid::now_v7());
        assert_eq!(browser.post("/mon-compte", &form).await.status, 422, "{wrong}");
    }
    for _ in 0..3 {
        make(&browser).await;
    }
    let form = format!("act=token&id={}&name=Six&days=30", uuid::Uuid::now_v7());
    let sixth = browser.post("/mon-compte", &form).await;
    assert_eq!(sixth.status, 422);
    assert!(sixth.text.contains("Vous avez déjà 5 jetons"));
}

#[tokio::test]
async fn an_answer_known_by_its_etag_is_not_sent_again() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let first = browser.get(ANY).await;
    let version = first.headers["data-version"].to_str().unwrap().to_owned();
    let told: Value = serde_json::from_str(&first.text).unwrap();
    assert_eq!(told["data_version"].to_string(), version);
    let known = Request::get(ANY).header("if-none-match", &first.headers[header::ETAG]);
    let again = browser.ask(known.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

/// The cells of one column of a French CSV.
fn column<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let mut lines = text.trim_start_matches('\u{feff}').split_terminator("\r\n");
    let at = lines
        .next()
        .unwrap()
        .split(';')
        .position(|known| known == name)
        .unwrap();
    lines.map(|line| line.split(';').nth(at).unwrap()).collect()
}

#[tokio::test]
async fn the_api_says_what_the_pages_files_say() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let filters = [
        ("", ""),
        ("&niveau=CP&education=rep", "&level=CP&priority_education=rep"),
    ];
    for (page, api) in filters {
        for code in ["FR", "A24", "D93"] {
            for (file, resource, french, english) in [
                ("semaines", "weeks", "recensees", "population"),
                ("territoires", "children", "recensees", "population"),
                ("semaines", "weeks", "reguliere", "stage_regular"),
            ] {
                let path = format!("/classes-dedoublees/deploiement/{code}/{file}.csv?annee=2020-2021{page}");
                let csv = browser.get(&path).await.text;
                let path = format!("/api/v1/territories/{code}/{resource}?year=2020-2021{api}");
                let json: Value = serde_json::from_str(&browser.get(&path).await.text).unwrap();
                let told: Vec<String> = json["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item[english].to_string())
                    .collect();
                assert!(!told.is_empty(), "{path}");
                assert_eq!(told, column(&csv, french), "{path}");
            }
        }
    }
    let between = browser
        .get("/api/v1/territories/FR/weeks?year=2020-2021&from=2021-03-01&to=2021-03-31")
        .await;
    let between: Value = serde_json::from_str(&between.text).unwrap();
    assert_eq!(between["items"].as_array().unwrap().len(), 5);
    let money: Value = serde_json::from_str(&browser.get("/api/v1/funding").await.text).unwrap();
    let funding = world.store.funding().await.unwrap();
    let whole = funding.counter(domain::funding::Scope::Convention, domain::funding::Credit::Ae);
    let told = money["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["scope"] == "convention" && one["credit"] == "ae")
        .unwrap();
    assert_eq!(told["available_cents"], whole.available().0);
    let entries: Value = serde_json::from_str(&browser.get("/api/v1/funding/entries").await.text).unwrap();
    let consumed: i64 = entries["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["ae_cents"].as_i64().unwrap())
        .sum();
    assert_eq!(consumed, whole.consumed.0);
}

#[tokio::test]
async fn pages_of_units_hold_each_unit_once() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let csv = browser
        .get("/classes-dedoublees/deploiement/D93/classes.csv?annee=2020-2021")
        .await
        .text;
    let whole: BTreeSet<String> = column(&csv, "id").into_iter().map(str::to_owned).collect();
    let (mut found, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let path = format!("/api/v1/territories/D93/units?year=2020-2021&limit=7&cursor={cursor}");
        let page: Value = serde_json::from_str(&browser.get(&path).await.text).unwrap();
        found.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|unit| unit["id"].to_string()),
        );
        pages += 1;
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    assert!(pages > 2);
    assert_eq!(found.len(), whole.len());
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), whole);
    let wrong = browser.get("/api/v1/territories/D35/units?cursor=faux").await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn what_is_asked_wrongly_is_a_problem_in_french() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    for (path, status, word) in [
        ("territories/D99/weeks", 404, "n'existe pas"),
        ("territories/FR/weeks?year=2021", 422, "année scolaire"),
        ("territories/FR/weeks?from=hier", 422, "2021-03-15"),
        ("territories/FR/weeks?format=xml", 422, "json ou csv"),
        ("territories?kind=pays", 422, "nation"),
        ("ailleurs", 404, "n'existe pas"),
        ("territories/FR/weeks?policy=autre", 404, "n'existe pas"),
    ] {
        let asked = browser.get(&format!("/api/v1/{path}")).await;
        assert_eq!(asked.status.as_u16(), status, "{path}");
        assert!(
            problem(&asked)["detail"].as_str().unwrap().contains(word),
            "{}",
            asked.text
        );
    }
}
