//! Lists of the networks of priority education: read whole, or not at all.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use crate::support::{Ask, World, uai};
use domain::{SchoolYear, Uai};
use import::Report;
use store::import::{ImportKind, ImportState};

const HEADER: &str = "uai;ep_2020_2021;nom_etablissement;type_etablissement;uai_tete_de_reseau\n";

fn list(rows: &[(u32, &str)]) -> String {
    let rows = rows
        .iter()
        .map(|(number, head)| format!("{};REP;Établissement;Ecole;{head}\n", uai(*number)));
    format!("{HEADER}{}", rows.collect::<String>())
}

async fn bring(world: &World, file: &str) -> Report {
    world.bring(ImportKind::Networks, file, Ask::default()).await
}

/// The collège that heads the network of a school in 2020-2021.
async fn head(world: &World, school: u32) -> Option<String> {
    let year: SchoolYear = "2020-2021".parse().unwrap();
    let list = world.store.network_list(year).await.unwrap()?;
    let school = Uai::from_number(school).unwrap();
    let network = world.store.network_of_school(list, school).await.unwrap();
    network.map(|network| network.head().to_string())
}

#[tokio::test]
async fn the_list_of_the_ministry_says_its_year_and_what_the_directory_does_not_know_is_left_out() {
    let world = World::with_directory().await;
    let college = uai(350_013);
    let file = list(&[
        (350_011, &college),
        (350_013, &college),
        (350_012, ""),
        (350_099, &college),
    ]);
    let report = bring(&world, &file).await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    assert_eq!(head(&world, 350_011).await, Some(college.clone()));
    assert_eq!(head(&world, 350_012).await, None);
    assert!(
        report.summary[0].contains("2020-2021 : 1\u{a0}réseau, 2\u{a0}établissements"),
        "{:?}",
        report.summary
    );
    assert!(
        !report.to_text().contains("ep_2020_2021"),
        "the year was read: {}",
        report.to_text()
    );
    assert_eq!((report.warnings_total, report.warnings[0].line), (1, 5));
    assert_eq!(report.warnings[0].value, uai(350_099));

    let again = bring(&world, &file).await;
    assert!(
        again.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        again.summary
    );
    let other = uai(350_098);
    let moved = bring(&world, &list(&[(350_012, &other)])).await;
    assert_eq!(moved.import_state(), ImportState::Done, "{}", moved.to_text());
    assert_eq!(head(&world, 350_012).await, Some(other));
    assert_eq!(
        head(&world, 350_011).await,
        None,
        "the list replaces the one before it, whole"
    );
}

#[tokio::test]
async fn a_list_that_is_wrong_is_refused_line_by_line_and_nothing_is_written() {
    let world = World::with_directory().await;
    let college = uai(350_013);
    let cases = [
        (list(&[(350_011, "0350013A")]), "uai_tete_de_reseau", 2),
        (
            list(&[(350_011, &college), (350_011, &uai(350_098))]),
            "uai_tete_de_reseau",
            3,
        ),
        (format!("{HEADER}035001;REP;École;Ecole;{college}\n"), "uai", 2),
        (list(&[(350_011, "")]), "uai_tete_de_reseau", 0),
        (list(&[(350_097, &college)]), "uai", 0),
    ];
    for (file, column, line) in cases {
        let report = bring(&world, &file).await;
        assert_eq!(report.import_state(), ImportState::Refused, "{file}");
        let first = &report.errors[0];
        assert_eq!(
            (first.column.as_deref(), first.line),
            (Some(column), line),
            "{file}"
        );
        assert_eq!(head(&world, 350_011).await, None);
    }
}

#[tokio::test]
async fn a_list_that_does_not_say_its_year_is_of_the_year_asked_for() {
    let world = World::with_directory().await;
    let file = format!("UAI;Tête de réseau\n{};{}\n", uai(350_011), uai(350_013));
    let report = bring(&world, &file).await;
    assert_eq!(report.import_state(), ImportState::Refused);
    assert!(
        report.errors[0].reason.contains("année scolaire"),
        "{}",
        report.to_text()
    );
    let ask = Ask {
        year: Some("2020-2021"),
        ..Ask::default()
    };
    let report = world.bring(ImportKind::Networks, &file, ask).await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    assert_eq!(head(&world, 350_011).await, Some(uai(350_013)));
}
