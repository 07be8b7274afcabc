//! What Matomo writes: exports, tables, answers to a pull.

use super::{bring_well, monday, policy, told, weeks};
use crate::support::{World, now, today};
use domain::{
    Principal, TerritoryCode,
    usage::{Instrument, Measure},
};
use import::{NewEntry, Request};
use store::import::{ImportId, ImportKind, ImportState, NewImport};
use uuid::Uuid;

const SUMMARY: &str = r#"{"2021-03-08,2021-03-14": {"nb_uniq_visitors": 812, "nb_users": 0, "nb_visits": 1034, "nb_actions": 5120, "bounce_count": 300},
 "2021-03-15,2021-03-21": [],
 "2021-03-22,2021-03-28": {"nb_uniq_visitors": 790, "nb_visits": "998", "nb_actions": 4988}}"#;

#[tokio::test]
async fn an_export_of_matomo_is_read_and_a_week_it_leaves_empty_is_a_gap() {
    let world = World::with_directory().await;
    let report = bring_well(&world, SUMMARY).await;
    assert!(
        report.summary[0].starts_with("6\u{a0}mesures"),
        "{:?}",
        report.summary
    );
    let visits = told(&[("2021-03-08", 1034), ("2021-03-22", 998)]);
    assert_eq!(weeks(&world, "FR", Measure::Visits).await, visits);
    assert_eq!(weeks(&world, "FR", Measure::UniqueVisitors).await[0].1, 812);
    let entries = world.store.usage_entries(policy(), 5).await.unwrap();
    assert_eq!(entries[0].instrument, Instrument::Matomo);

    let again = bring_well(&world, SUMMARY).await;
    assert!(
        again.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        again.summary
    );
    let corrected = SUMMARY.replace("1034", "1040");
    let report = bring_well(&world, corrected).await;
    assert!(
        report.summary[0].contains("1\u{a0}corrigée"),
        "{:?}",
        report.summary
    );
    assert_eq!(weeks(&world, "FR", Measure::Visits).await[0].1, 1040);
}

#[tokio::test]
async fn the_table_that_matomo_writes_in_utf_16_is_read_too() {
    let world = World::with_directory().await;
    let text = "date,nb_uniq_visitors,nb_visits,nb_actions\n\"2021-03-08,2021-03-14\",812,1034,5120\n\"2021-03-15,2021-03-21\",,,\n";
    let mut wide = vec![0xff, 0xfe];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bring_well(&world, wide).await;
    assert_eq!(
        weeks(&world, "FR", Measure::Visits).await,
        told(&[("2021-03-08", 1034)])
    );
    let again = bring_well(&world, text).await;
    assert!(
        again.summary[0].starts_with("Rien n'a changé"),
        "the same in UTF-8"
    );
}

#[tokio::test]
async fn the_domains_of_addresses_tell_the_academies_and_those_of_one_academy_are_added() {
    let world = World::with_directory().await;
    let file = r#"{"2021-03-08,2021-03-14": [
        {"label": "ac-rennes.fr", "nb_visits": 40, "nb_uniq_visitors": 31},
        {"label": "ac-caen.fr", "nb_visits": 10, "nb_uniq_visitors": 8},
        {"label": "ac-rouen.fr", "nb_visits": 5, "nb_uniq_visitors": 5},
        {"label": "gmail.com", "nb_visits": 77, "nb_uniq_visitors": 70}]}"#;
    let report = bring_well(&world, file).await;
    assert_eq!(
        weeks(&world, "A14", Measure::UniqueVisitors).await,
        told(&[("2021-03-08", 31)])
    );
    assert_eq!(
        weeks(&world, "A70", Measure::Visits).await,
        told(&[("2021-03-08", 15)])
    );
    assert_eq!(
        weeks(&world, "A70", Measure::UniqueVisitors).await,
        [],
        "different visitors are not added"
    );
    assert_eq!(
        weeks(&world, "FR", Measure::Visits).await,
        [],
        "nothing is summed upward"
    );
    let text = report.to_text();
    assert!(
        text.contains("gmail.com") && text.contains("ne s'additionnent pas"),
        "{text}"
    );
    let academies = world
        .store
        .usage_of_academies(policy(), Measure::Visits, monday(3, 8)..=monday(3, 8));
    let codes: Vec<_> = academies.await.unwrap().into_keys().collect();
    assert_eq!(
        codes,
        ["A14", "A70"].map(|code| TerritoryCode::parse(code).unwrap())
    );
}

#[tokio::test]
async fn what_matomo_answers_to_a_pull_is_kept_whole_or_not_at_all() {
    let world = World::with_directory().await;
    let request = Request::plain(ImportKind::Usage, "matomo.exemple.fr", policy());
    let actions = r#"{"2021-03-08,2021-03-14": {"nb_pageviews": 4000, "nb_downloads": 12}}"#;
    let take = async |second: &str| {
        let answers = vec![SUMMARY.to_owned(), second.to_owned()];
        let new = NewImport {
            id: ImportId(Uuid::now_v7()),
            kind: ImportKind::Usage,
            file_name: "Relevé".to_owned(),
            sha256: [0; 32],
            bytes: 9,
            dry_run: false,
        };
        let entry = NewEntry {
            new: &new,
            clock: &now,
        };
        let by = Principal::operator();
        import::take_answers(&world.store, &answers, &request, &by, today(), entry)
            .await
            .unwrap()
    };
    let refused = take(r#"{"result": "error", "message": "no"}"#).await;
    assert_eq!(refused.import_state(), ImportState::Refused);
    assert_eq!(weeks(&world, "FR", Measure::Visits).await, []);
    assert_eq!(world.store.imports(None, 9).await.unwrap(), []);
    let report = take(actions).await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    assert_eq!(
        weeks(&world, "FR", Measure::PageViews).await,
        told(&[("2021-03-08", 4000)])
    );
    let entries = world.store.usage_entries(policy(), 5).await.unwrap();
    assert_eq!(
        (entries[0].instrument, entries[0].origin.as_str()),
        (Instrument::MatomoPull, "matomo.exemple.fr")
    );
    let register = world.store.imports(None, 9).await.unwrap();
    assert_eq!((register.len(), register[0].state), (1, ImportState::Done));
    assert_eq!(report.batch, Some(register[0].id.0), "written with its entry");
    take(actions).await;
    let again = world.store.imports(None, 9).await.unwrap();
    assert_eq!(again.len(), 1, "the same again is no news");
}
