//! The read API: a token has its account's rights and no more, for reading alone; the description says what is answered.

#![allow(clippy::unwrap_used, clippy::panic)]

mod described;
mod figures;
mod tokens;

use crate::support::{
    Asked, Browser, World, morning,
    nation::{fill, person, places},
};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::Role;
use serde_json::Value;
use server::{clock::Clock, routes};
use store::Store;
use tokens::ANY;

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
