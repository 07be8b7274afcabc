//! Uses pulled from a Matomo that speaks its own format, on this machine: kept, corrected, and never half.

#![allow(clippy::unwrap_used)]

use crate::support::{day, morning};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use domain::{
    PolicyCode, TerritoryCode, Week,
    usage::{Instrument, Measure, UsagePlace},
};
use server::{AppState, Matomo, Settings, pull_uses};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use store::{Store, import::ImportState};

const TOKEN: &str = "un-jeton-secret";

/// What the other side answers, and what it was asked.
#[derive(Default)]
struct Script {
    visits: i64,
    /// Answers to a method instead of its figures.
    wrong: HashMap<String, Wrong>,
    asked: Vec<(String, String)>,
}

#[derive(Clone)]
enum Wrong {
    Text(&'static str),
    Status(u16),
    Elsewhere,
    Long,
    Silent,
}

type Other = Arc<Mutex<Script>>;

async fn answer(State(script): State<Other>, uri: axum::http::Uri, body: String) -> Response {
    let form: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let method = form["method"].clone();
    let (visits, wrong) = {
        let mut script = script.lock().unwrap();
        script.asked.push((uri.to_string(), body));
        (script.visits, script.wrong.get(&method).cloned())
    };
    match wrong {
        Some(Wrong::Text(text)) => return text.into_response(),
        Some(Wrong::Status(status)) => return StatusCode::from_u16(status).unwrap().into_response(),
        Some(Wrong::Elsewhere) => {
            return axum::response::Redirect::temporary("http://192.0.2.1/").into_response();
        }
        Some(Wrong::Long) => return "x".repeat(17 << 20).into_response(),
        // Longer than the client waits, which is what is tested: nothing here waits for it.
        Some(Wrong::Silent) => tokio::time::sleep(Duration::from_secs(30)).await,
        None => {}
    }
    if form["token_auth"] != TOKEN {
        return r#"{"result":"error","message":"token refused"}"#.into_response();
    }
    assert_eq!(
        (
            form["period"].as_str(),
            form["format"].as_str(),
            form["idSite"].as_str()
        ),
        ("week", "JSON", "4")
    );
    let week = "2021-03-08,2021-03-14";
    match method.as_str() {
        "VisitsSummary.get" => format!(r#"{{"2021-03-01,2021-03-07": [], "{week}": {{"nb_uniq_visitors": 20, "nb_visits": {visits}, "nb_actions": 90}}}}"#),
        "Actions.get" => format!(r#"{{"{week}": {{"nb_pageviews": 70, "nb_downloads": 3}}}}"#),
        _ => format!(r#"{{"{week}": [{{"label": "ac-rennes.fr", "nb_visits": 8}}]}}"#),
    }
    .into_response()
}

struct World {
    site: AppState,
    store: Store,
    other: Other,
    _folder: tempfile::TempDir,
}

impl World {
    async fn open(token: &str) -> Self {
        let other = Other::default();
        other.lock().unwrap().visits = 31;
        let router = Router::new()
            .route("/matomo/index.php", post(answer))
            .with_state(other.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/matomo/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(folder.path()).await.unwrap();
        let mut settings = Settings::loopback(folder.path().to_owned());
        let matomo = Matomo::new(&address, 4, Some(2), token, Duration::from_millis(700)).unwrap();
        settings.matomo = Some(Arc::new(matomo));
        let clock = server::clock::Clock::held(morning());
        let site = AppState::open_at(store.clone(), settings, clock).await.unwrap();
        Self {
            site,
            store,
            other,
            _folder: folder,
        }
    }

    async fn visits(&self, place: &str) -> Option<i64> {
        let week = Week::of(day(2021, 3, 8));
        let place = UsagePlace::Territory(TerritoryCode::parse(place).unwrap());
        let course = self
            .store
            .usage(PolicyCode::HALVED_CLASSES, place, week..=week)
            .await
            .unwrap();
        course.get(&Measure::Visits).map(|weeks| weeks[&week].value)
    }

    async fn register(&self) -> Vec<(String, ImportState)> {
        let list = self.store.imports(None, 50).await.unwrap();
        list.into_iter()
            .map(|row| (row.report_json.unwrap(), row.state))
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prove_matomo_the_week_s_uses_come_from_matomo_and_a_later_count_corrects_them() {
    let world = World::open(TOKEN).await;
    let report = pull_uses(&world.site).await.unwrap();
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    assert_eq!(world.visits("FR").await, Some(31));
    assert_eq!(world.visits("A14").await, Some(8), "by the domain of addresses");
    assert_eq!(world.register().await.len(), 1);
    // The same again is no news.
    pull_uses(&world.site).await.unwrap();
    assert_eq!(world.register().await.len(), 1);
    world.other.lock().unwrap().visits = 33;
    pull_uses(&world.site).await.unwrap();
    assert_eq!(world.visits("FR").await, Some(33));
    let entries = world
        .store
        .usage_entries(PolicyCode::HALVED_CLASSES, 9)
        .await
        .unwrap();
    assert_eq!(entries.len(), 2);
    assert!(
        entries
            .iter()
            .all(|entry| entry.instrument == Instrument::MatomoPull && entry.origin == "127.0.0.1")
    );
    assert_eq!((entries[0].measured, entries[0].corrected), (1, 1));
    // A year of weeks, as long as one of them is missing; the token never in an address.
    let asked = world.other.lock().unwrap().asked.clone();
    assert!(
        asked[0].1.contains("date=2020-03-02%2C2021-03-14"),
        "{}",
        asked[0].1
    );
    assert!(
        asked[3].1.contains("date=2020-03-02%2C2021-03-14"),
        "{}",
        asked[3].1
    );
    assert!(asked.iter().all(|(address, _)| address == "/matomo/index.php"));
}

#[tokio::test(flavor = "multi_thread")]
async fn prove_matomo_whatever_it_answers_wrong_is_told_and_nothing_is_half_written() {
    let cases = [
        (
            "Actions.get",
            Wrong::Text("<html>maintenance</html>"),
            ImportState::Refused,
            "JSON",
        ),
        (
            "Actions.get",
            Wrong::Text(r#"{"result":"error","message":"no access"}"#),
            ImportState::Refused,
            "no access",
        ),
        (
            "Actions.get",
            Wrong::Text(r#"{"2021-03-08,2021-03-14": {"nb_pageviews": -4}}"#),
            ImportState::Refused,
            "négative",
        ),
        (
            "VisitsSummary.get",
            Wrong::Status(503),
            ImportState::Failed,
            "503",
        ),
        ("VisitsSummary.get", Wrong::Elsewhere, ImportState::Failed, "307"),
        ("Actions.get", Wrong::Long, ImportState::Failed, "trop longue"),
        ("Actions.get", Wrong::Silent, ImportState::Failed, "ne répond pas"),
    ];
    for (method, wrong, state, word) in cases {
        let world = World::open(TOKEN).await;
        world.other.lock().unwrap().wrong.insert(method.to_owned(), wrong);
        let report = pull_uses(&world.site).await.unwrap();
        assert_eq!(report.import_state(), state, "{word}: {}", report.to_text());
        assert!(
            report.errors[0].reason.contains(word),
            "{word}: {}",
            report.to_text()
        );
        assert_eq!(world.visits("FR").await, None, "{word}");
        let register = world.register().await;
        assert_eq!((register.len(), register[0].1), (1, state), "{word}");
        assert!(!register[0].0.contains(TOKEN), "{word}");
    }
    let refused = World::open("un-autre").await;
    let report = pull_uses(&refused.site).await.unwrap();
    assert!(
        report.errors[0].reason.contains("token refused"),
        "{}",
        report.to_text()
    );
}

#[test]
fn prove_matomo_one_that_others_could_read_on_the_way_is_refused() {
    for (address, may) in [
        ("https://stats.exemple.gouv.fr", true),
        ("https://stats.exemple.gouv.fr/index.php", true),
        ("http://127.0.0.1:8080/matomo", true),
        ("http://[::1]:8080/", true),
        ("http://stats.exemple.gouv.fr", false),
        ("http://127.0.0.1.exemple.fr", false),
        ("ftp://stats.exemple.gouv.fr", false),
        ("stats", false),
    ] {
        let made = Matomo::new(address, 1, None, "x", Duration::from_secs(1));
        assert_eq!(made.is_ok(), may, "{address}");
    }
}
