//! Uses pulled from a Matomo that speaks its own format, on this machine: kept, corrected, and never half.

#![allow(clippy::unwrap_used)]

mod matomo;

use crate::support::{day, morning};
use axum::{Router, routing::post};
use domain::{
    PolicyCode, TerritoryCode, Week,
    usage::{Instrument, Measure, UsagePlace},
};
use matomo::{Other, Wrong, answer};
use server::{AppState, Matomo, Settings, pull_uses};
use std::{sync::Arc, time::Duration};
use store::{Store, import::ImportState};

const TOKEN: &str = "un-jeton-secret";

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
