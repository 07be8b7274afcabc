//! Measures of use as Matomo and PeerTube export them, and as people write them: read whole, or not at all.

#![allow(clippy::unwrap_used)]

use crate::support::{Ask, World, now, today, uai};
use chrono::NaiveDate;
use domain::{
    PolicyCode, Principal, TerritoryCode, Week,
    usage::{Instrument, Measure, UsagePlace},
};
use import::{Report, Request};
use store::import::{ImportKind, ImportState};

fn policy() -> PolicyCode {
    PolicyCode::HALVED_CLASSES
}

fn monday(month: u32, day: u32) -> Week {
    Week::of(NaiveDate::from_ymd_opt(2021, month, day).unwrap())
}

async fn bring(world: &World, file: impl AsRef<[u8]>) -> Report {
    world.bring(ImportKind::Usage, file, Ask::default()).await
}

async fn bring_well(world: &World, file: impl AsRef<[u8]>) -> Report {
    let report = bring(world, file).await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    report
}

/// The weeks of a measure in a place: (Monday, value).
async fn weeks(world: &World, place: &str, measure: Measure) -> Vec<(String, i64)> {
    let place = UsagePlace::from_code(place).unwrap();
    let span = monday(1, 4)..=Week::of(today());
    let course = world.store.usage(policy(), place, span).await.unwrap();
    let weeks = course.get(&measure).into_iter().flatten();
    weeks
        .map(|(week, measured)| (week.monday().to_string(), measured.value))
        .collect()
}

fn told(list: &[(&str, i64)]) -> Vec<(String, i64)> {
    list.iter()
        .map(|(day, value)| ((*day).to_owned(), *value))
        .collect()
}

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
async fn a_statistics_file_of_peertube_is_what_there_is_so_far() {
    let world = World::with_directory().await;
    let file = r#"{"totalUsers": 4210, "totalDailyActiveUsers": 12, "totalWeeklyActiveUsers": 230, "totalLocalVideos": 248,
        "totalLocalVideoViews": 198432, "totalLocalVideoComments": 301, "totalLocalVideoFilesSize": 91234567890}"#;
    bring_well(&world, file).await;
    let this_week = "2021-06-14";
    assert_eq!(
        weeks(&world, "FR", Measure::Videos).await,
        told(&[(this_week, 248)])
    );
    assert_eq!(
        weeks(&world, "FR", Measure::VideoViews).await,
        told(&[(this_week, 198_432)])
    );
    bring_well(
        &world,
        "date;vidéos;vues;contributeurs\n2021-06-02;240;190 000;35\n",
    )
    .await;
    assert_eq!(
        weeks(&world, "FR", Measure::Contributors).await,
        told(&[("2021-05-31", 35)])
    );
    let entries = world.store.usage_entries(policy(), 5).await.unwrap();
    let instruments: Vec<_> = entries.iter().map(|entry| entry.instrument).collect();
    assert_eq!(instruments, [Instrument::Table, Instrument::PeerTube]);
}

#[tokio::test]
async fn uses_of_schools_and_units_are_read_where_they_are_known() {
    let world = World::with_units().await;
    let school = uai(350_011);
    let file = format!(
        "semaine;UAI;id;visites\n2021-W10;{school};;4\n2021-W10;;1;2\n2021-W11;{};;3\n",
        &school[1..]
    );
    let refused = bring(&world, &file).await;
    assert_eq!(refused.import_state(), ImportState::Refused);
    assert_eq!(
        (refused.errors[0].line, refused.errors[0].column.as_deref()),
        (4, Some("UAI"))
    );
    assert_eq!(
        weeks(&world, &school, Measure::Visits).await,
        [],
        "nothing is half-written"
    );
    let repaired = world
        .bring(
            ImportKind::Usage,
            &file,
            Ask {
                repair: true,
                ..Ask::default()
            },
        )
        .await;
    assert_eq!(
        repaired.import_state(),
        ImportState::Done,
        "{}",
        repaired.to_text()
    );
    assert_eq!(
        weeks(&world, &school, Measure::Visits).await,
        told(&[("2021-03-08", 4), ("2021-03-15", 3)])
    );
    assert_eq!(
        weeks(&world, "U1", Measure::Visits).await,
        told(&[("2021-03-08", 2)])
    );
}

#[tokio::test]
async fn a_measure_that_is_wrong_is_told_by_its_line_and_nothing_is_written() {
    let world = World::with_directory().await;
    let good = "2021-03-08,2021-03-14";
    let stranger = uai(359_991);
    for (line, column, word) in [
        ("2021-03-10;FR;;5".to_owned(), "semaine", "n'est pas une semaine"),
        (
            "2021-03-01,2021-03-31;FR;;5".to_owned(),
            "semaine",
            "n'est pas une semaine",
        ),
        ("mars;FR;;5".to_owned(), "semaine", "n'est pas une semaine"),
        ("2021-08-02;FR;;5".to_owned(), "semaine", "n'a pas commencé"),
        (format!("{good};FR;;-5"), "visites", "jamais négative"),
        (format!("{good};FR;;5,5"), "visites", "nombre entier"),
        (
            format!("{good};FR;;99999999999999999999"),
            "visites",
            "trop grand",
        ),
        (format!("{good};D35;;5"), "territoire", "pas mesurés à ce niveau"),
        (
            format!("{good};;{stranger};5"),
            "UAI",
            "n'est pas dans l'annuaire",
        ),
        (format!("{good};FR;;7"), "semaine", "deux fois"),
        (format!("{good};;;7"), "territoire", "Rien ne dit de quoi"),
    ] {
        let file = format!("semaine;territoire;UAI;visites\n{good};FR;;7\n{line}\n");
        let report = bring(&world, file).await;
        assert_eq!(report.import_state(), ImportState::Refused, "{line}");
        let error = &report.errors[0];
        assert_eq!(
            (error.line, error.column.as_deref()),
            (3, Some(column)),
            "{line}: {error:?}"
        );
        assert!(error.reason.contains(word), "{line}: {}", error.reason);
        assert_eq!(weeks(&world, "FR", Measure::Visits).await, [], "{line}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_measure_says_what_it_should_be() {
    let world = World::with_directory().await;
    let cases = [
        ("{", "ne se lit pas jusqu'au bout"),
        ("{}", "ni un relevé hebdomadaire"),
        ("[1, 2]", "ni un relevé hebdomadaire"),
        (r#"{"2021-03-08,2021-03-14": 12}"#, "ni un relevé hebdomadaire"),
        (
            r#"{"result": "error", "message": "You can't access this resource"}"#,
            "You can't access",
        ),
        (
            "semaine;couleur\n2021-W10;bleu\n",
            "Aucune colonne de ce fichier n'est une mesure",
        ),
        ("couleur;visites\nbleu;3\n", "Il manque une colonne"),
    ];
    for (file, word) in cases {
        let report = bring(&world, file).await;
        assert_eq!(report.import_state(), ImportState::Refused, "{file}");
        assert!(
            report.errors[0].reason.contains(word),
            "{file}: {}",
            report.errors[0].reason
        );
    }
}

#[tokio::test]
async fn what_matomo_answers_to_a_pull_is_kept_whole_or_not_at_all() {
    let world = World::with_directory().await;
    let request = Request {
        kind: ImportKind::Usage,
        name: "matomo.exemple.fr".to_owned(),
        policy: policy(),
        year: None,
        repair: false,
        columns: None,
        dry_run: false,
    };
    let actions = r#"{"2021-03-08,2021-03-14": {"nb_pageviews": 4000, "nb_downloads": 12}}"#;
    let take = async |second: &str| {
        let answers = vec![SUMMARY.to_owned(), second.to_owned()];
        import::take_answers(
            &world.store,
            answers,
            &request,
            &Principal::operator(),
            today(),
            now(),
        )
        .await
        .unwrap()
    };
    let refused = take(r#"{"result": "error", "message": "no"}"#).await;
    assert_eq!(refused.import_state(), ImportState::Refused);
    assert_eq!(weeks(&world, "FR", Measure::Visits).await, []);
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
}
