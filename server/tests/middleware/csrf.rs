//! What another site's page sends in one's name writes nothing.

#![allow(clippy::unwrap_used)]

use crate::support::World;
use axum::{body::Body, http::Request};
use domain::Role;
use uuid::Uuid;

const HOST: &str = "127.0.0.1:3000";
const OWN: Option<&str> = Some("http://127.0.0.1:3000");
const OTHER: Option<&str> = Some("https://evil.example");
const FORM: &str = "application/x-www-form-urlencoded";

/// (Sec-Fetch-Site, Origin, method, kind of body, whether it may write).
type Case = (
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
    &'static str,
    bool,
);
const CASES: [Case; 14] = [
    (Some("same-origin"), OWN, "POST", FORM, true),
    (Some("same-origin"), None, "POST", FORM, true),
    (None, OWN, "POST", FORM, true),
    (Some("same-site"), OTHER, "POST", FORM, false),
    (Some("same-site"), None, "POST", FORM, false),
    (Some("cross-site"), OTHER, "POST", FORM, false),
    (Some("cross-site"), Some("null"), "POST", FORM, false),
    (Some("cross-site"), OTHER, "POST", "text/plain", false),
    (
        Some("cross-site"),
        OTHER,
        "POST",
        "multipart/form-data; boundary=limit",
        false,
    ),
    (None, OTHER, "POST", FORM, false),
    (None, Some("null"), "POST", FORM, false),
    (None, Some("http://127.0.0.1:4000"), "POST", FORM, false),
    // Nothing said, with a cookie: no browser of today does it.
    (None, None, "POST", FORM, false),
    // By a link: a reading writes nothing whatever its query says.
    (Some("cross-site"), None, "GET", FORM, false),
];

#[tokio::test]
async fn prove_csrf_only_our_own_pages_write() {
    let world = World::demo().await;
    let browser = world.role(Role::Intrapreneur).await;
    let list = browser
        .get("/classes-dedoublees/mise-a-jour?etape=identified")
        .await;
    let units: Vec<String> = list
        .text
        .split("name=\"unit\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace(':', "%3A"))
        .collect();
    assert!(units.len() > CASES.len());
    let mut written = 0_usize;
    for ((site, origin, method, kind, may), unit) in CASES.into_iter().zip(&units) {
        let before = world.store.version();
        let form = format!(
            "id={}&unit={unit}&stage=contacted&day=2021-12-16&source=call",
            Uuid::now_v7()
        );
        let path = "/classes-dedoublees/mise-a-jour";
        let (address, body) = match method {
            "GET" => (format!("{path}?{form}"), String::new()),
            _ => (path.to_owned(), form),
        };
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in [
            ("host", Some(HOST)),
            ("sec-fetch-site", site),
            ("origin", origin),
            ("content-type", Some(kind)),
        ] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = browser.ask_as_is(request.body(Body::from(body)).unwrap()).await;
        let wrote = world.store.version() > before;
        assert_eq!(
            wrote, may,
            "{site:?} {origin:?} {method} {kind}: {}",
            answer.status
        );
        if !may && method == "POST" {
            assert_eq!(answer.status, 403, "{site:?} {origin:?} {kind}");
        }
        written += usize::from(wrote);
    }
    println!(
        "figures: {} combinations, {written} of our own pages written, {} refused",
        CASES.len(),
        CASES.len() - written
    );
}

#[tokio::test]
async fn prove_csrf_a_name_that_somebody_made_point_here_is_refused() {
    let world = World::demo().await;
    let request = Request::get("/").header("host", "evil.example:3000");
    let answer = world
        .browser()
        .ask_as_is(request.body(Body::empty()).unwrap())
        .await;
    assert_eq!(answer.status, 421);
}
