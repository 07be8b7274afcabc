//! The page cache: a page has one place in it, whatever its address adds and in whichever order.

#![allow(clippy::unwrap_used)]

mod page_mark;
mod restored;

use crate::support::{
    Browser, World, morning,
    nation::{fill, person, places},
};
use axum::http::{Method, StatusCode, header};
use domain::Role;
use server::{
    clock::Clock,
    routes::{self, Route},
};
use store::Store;

async fn world() -> (World, Browser) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store).await;
    let world = World::over(store, Clock::held(morning()), folder, |_| {}).await;
    let reader = person(&world.store, "lectrice", Some(Role::Leadership)).await;
    let browser = world.signed_in(reader).await;
    (world, browser)
}

/// An address of a route, its names filled in.
fn address(route: &Route) -> String {
    let [place, _] = places();
    let code = match route.path {
        path if path.contains("/usages") => "FR".to_owned(),
        path if path.contains("/reseaux/{code}") => place.network().to_string(),
        _ => place.department.to_string(),
    };
    route
        .path
        .replace("{policy}", "classes-dedoublees")
        .replace("{code}", &code)
        .replace("{kind}", "engagement")
        .replace("{name}", "adoption-hebdomadaire.csv")
        .replace(['{', '}'], "")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_no_page_knows_makes_no_other_page_at_any_address() {
    let (world, browser) = world().await;
    let mut walked = 0;
    for route in routes::all() {
        // The news go on for as long as one listens.
        if route.method != Method::GET || route.path == "/evenements" {
            continue;
        }
        let address = address(&route);
        let first = browser.get(&format!("{address}?n=canari")).await;
        if !first.headers.contains_key(header::ETAG) {
            continue;
        }
        walked += 1;
        assert_eq!(first.status, StatusCode::OK, "{address}");
        assert!(
            !first.text.contains("canari"),
            "{address} carries what it does not know"
        );
        let kept = world.site.pages_kept();
        for other in ["", "?n=0.7281", "?zone=&n=2&n=3"] {
            let again = browser.get(&format!("{address}{other}")).await;
            assert_eq!(again.bytes, first.bytes, "{address}{other}");
            assert_eq!(world.site.pages_kept(), kept, "{address}{other} was made anew");
        }
    }
    println!("figures: {walked} addresses whose page is kept");
    assert!(walked > 50, "{walked} pages are kept");
}

#[tokio::test]
async fn the_order_of_parameters_makes_no_other_page_and_their_values_do() {
    let (world, browser) = world().await;
    let path = "/classes-dedoublees/deploiement/FR";
    let first = browser.get(&format!("{path}?annee=2020-2021&niveau=CP")).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    let kept = world.site.pages_kept();
    for same in [
        "niveau=CP&annee=2020-2021",
        "niveau=CP&education=&annee=2020-2021&n=4",
        "niveau=CP&annee=2020-2021&annee=2019-2020",
    ] {
        let again = browser.get(&format!("{path}?{same}")).await;
        assert_eq!(again.bytes, first.bytes, "{same}");
        assert_eq!(world.site.pages_kept(), kept, "{same}");
    }
    let other = browser.get(&format!("{path}?annee=2020-2021&niveau=CE1")).await;
    assert_eq!(other.status, StatusCode::OK);
    assert_ne!(other.bytes, first.bytes);
    assert_eq!(world.site.pages_kept(), kept + 1);
}
