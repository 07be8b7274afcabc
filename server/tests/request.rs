//! The real router, asked in process: statuses, headers, bytes.

#![allow(clippy::unwrap_used)]

use crate::support::{Asked, Browser, World};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{Role, rights::AccessScope};
use store::{Store, adoption::Slice};

/// Somebody who may change everything, in the invented nation.
async fn site() -> (Browser, Store, World) {
    let world = World::demo().await;
    (world.role(Role::Intrapreneur).await, world.store.clone(), world)
}

async fn get(browser: &Browser, path: &str) -> Asked {
    browser.get(path).await
}

async fn post(browser: &Browser, path: &str, from: &str, form: String) -> Asked {
    let request = Request::post(path)
        .header("sec-fetch-site", from)
        .header("content-type", "application/x-www-form-urlencoded");
    browser.ask(request.body(Body::from(form)).unwrap()).await
}

async fn a_unit(store: &Store) -> i64 {
    let slice = Slice {
        policy: domain::PolicyCode::new("classes-dedoublees").unwrap(),
        year: domain::SchoolYear::starting(2021).unwrap(),
        territory: domain::TerritoryCode::nation(),
        level: None,
        priority_education: None,
    };
    let list = store
        .list_units(
            &slice,
            Some(domain::AdoptionStage::Identified),
            &AccessScope::Everywhere,
            0,
            1,
        )
        .await
        .unwrap();
    list.units[0].id.0
}

fn form(unit: i64, id: &str) -> String {
    format!("id={id}&unit={unit}%3A1&stage=onboarded&day=2021-12-17&source=visit")
}

const BULK: &str = "/classes-dedoublees/mise-a-jour";
const ID: &str = "0190a0b0-0000-7000-8000-000000000001";

#[tokio::test]
async fn a_page_known_by_its_etag_is_not_sent_again_until_the_data_changes() {
    let (router, store, _world) = site().await;
    // The head alone, asked first, bears the same tag and leaves no empty page behind.
    let head = Request::head("/");
    let head = router.ask(head.body(Body::empty()).unwrap()).await;
    let first = get(&router, "/").await;
    assert_eq!(head.headers.get(header::ETAG), first.headers.get(header::ETAG));
    assert!(
        first.status == StatusCode::OK && first.text.contains("<svg") && first.text.contains("Utilisatrices")
    );
    let tag = first.headers.get(header::ETAG).unwrap().clone();
    assert_eq!(get(&router, "/").await.text, first.text);
    let known = || {
        Request::get("/")
            .header("if-none-match", &tag)
            .body(Body::empty())
            .unwrap()
    };
    let again = router.ask(known()).await;
    assert_eq!(
        (again.status, again.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    let sent = post(&router, BULK, "same-origin", form(a_unit(&store).await, ID)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let after = router.ask(known()).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_ne!(after.text, first.text);
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once_and_one_from_elsewhere_never() {
    let (router, store, _world) = site().await;
    let unit = a_unit(&store).await;
    let version = store.version();
    assert_eq!(
        post(&router, BULK, "cross-site", form(unit, ID)).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(store.version(), version);
    for _ in 0..2 {
        assert_eq!(
            post(&router, BULK, "same-origin", form(unit, ID)).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(store.version(), version + 1);
    }
    let other = "0190a0b0-0000-7000-8000-000000000002";
    let stale = post(&router, BULK, "same-origin", form(unit, other)).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text.contains("Rien n&#39;est enregistré") || stale.text.contains("Rien n'est enregistré"));
}

#[tokio::test]
async fn no_page_has_an_inline_script_and_none_with_a_form_is_kept() {
    let (router, _store, _world) = site().await;
    for path in [
        "/",
        "/recherche?q=jean",
        "/imports",
        "/methodes",
        BULK,
        "/nowhere",
        "/classes-dedoublees/deploiement/D35",
    ] {
        let page = get(&router, path).await;
        for script in page.text.split("<script").skip(1) {
            assert!(script.split('>').next().unwrap().contains("src="), "{path}");
        }
        assert!(!page.text.contains(" style=\""), "{path}");
        let policy = page
            .headers
            .get(header::CONTENT_SECURITY_POLICY)
            .unwrap()
            .to_str()
            .unwrap();
        assert!(!policy.contains("unsafe-inline"));
        let kept = page.headers.contains_key(header::ETAG);
        assert!(!(kept && page.text.contains("method=\"post\"")), "{path}");
    }
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_in_french() {
    let (router, _store, _world) = site().await;
    let asked = [
        ("/classes-dedoublees/deploiement/D99", StatusCode::NOT_FOUND),
        ("/autre-politique/deploiement", StatusCode::NOT_FOUND),
        ("/?annee=2021", StatusCode::UNPROCESSABLE_ENTITY),
        ("/?niveau=6e", StatusCode::UNPROCESSABLE_ENTITY),
        ("/imports/x", StatusCode::NOT_FOUND),
    ];
    for (path, status) in asked {
        let page = get(&router, path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.text.contains("Aller à l'accueil"), "{path}");
    }
}

#[tokio::test]
async fn the_file_of_a_table_says_what_its_page_says() {
    let (router, _store, _world) = site().await;
    let weeks = get(
        &router,
        "/classes-dedoublees/deploiement/FR/semaines.csv?annee=2020-2021",
    )
    .await;
    assert!(
        weeks
            .text
            .starts_with("\u{feff}annee_scolaire;territoire;semaine_du;recensees;dont_estimees;identifiee;")
    );
    let last = weeks.text.trim_end().lines().last().unwrap().to_owned();
    assert!(last.starts_with("2020-2021;FR;2021-08-30;2350;"), "{last}");
    let parts: Vec<i64> = last
        .split(';')
        .skip(5)
        .map(|part| part.parse().unwrap())
        .collect();
    assert_eq!(parts.iter().sum::<i64>(), 2_350);
    let children = get(
        &router,
        "/classes-dedoublees/deploiement/FR/territoires.csv?annee=2020-2021",
    )
    .await;
    let census: i64 = children
        .text
        .lines()
        .skip(1)
        .map(|line| line.split(';').nth(4).unwrap().parse::<i64>().unwrap())
        .sum();
    assert_eq!(census, 2_350);
}
