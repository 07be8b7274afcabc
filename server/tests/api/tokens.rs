//! Access tokens: what opens nothing, what none can do, how many there are.

use super::{ask, get, make, problem, world};
use crate::support::{
    Browser, World, morning,
    nation::{person, today},
};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use chrono::TimeDelta;
use domain::{AccountId, Principal, Role};
use serde_json::Value;
use server::routes;

/// A coach, their browser, their token.
async fn coach(world: &World) -> (AccountId, Browser, String) {
    let id = person(&world.store, "coach", Some(Role::Coach)).await;
    let browser = world.signed_in(id).await;
    let token = make(&browser).await;
    (id, browser, token)
}

pub(super) const ANY: &str = "/api/v1/territories/FR/weeks";

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
