//! Measures of use: by week only, each once, and what a pull meets instead of an answer.

use super::{called, told};
use crate::support::{Ask, World};
use import::Report;
use store::import::{ImportKind, ImportState};

async fn uses(file: &str) -> Report {
    let world = World::with_directory().await;
    world.bring(ImportKind::Usage, file, Ask::default()).await
}

#[tokio::test]
async fn prove_cases_uses_by_day_are_refused_also_where_every_day_is_a_monday() {
    let days = r#"{"2021-03-08": {"nb_visits": 3}, "2021-03-15": {"nb_visits": 4}}"#;
    called("json", &uses(days).await, "par jour");
    called(
        "jour",
        &uses("jour;visites\n2021-03-08;3\n2021-03-15;4\n").await,
        "n'est pas une semaine",
    );
    let weeks = uses("semaine;visites\n2021-03-08;3\n2021-03-15;4\n").await;
    assert_eq!(weeks.import_state(), ImportState::Done, "{}", weeks.to_text());
    let weeks = uses(
        "jour;visites\n2021-03-08,2021-03-14;3\n"
            .replace(',', "/")
            .replace("08/", "08,")
            .as_str(),
    )
    .await;
    assert_eq!(weeks.import_state(), ImportState::Done, "{}", weeks.to_text());
}

#[tokio::test]
async fn prove_cases_a_domain_twice_is_refused_and_two_of_one_academie_are_added() {
    let twice = "semaine;domaine;visites\n2021-03-08;ac-rennes.fr;10\n2021-03-08;AC-RENNES.fr;10\n";
    called("twice", &uses(twice).await, "deux fois");
    let world = World::with_directory().await;
    let two = "semaine;domaine;visites\n2021-03-08;ac-caen.fr;10\n2021-03-08;ac-rouen.fr;5\n";
    let report = world.bring(ImportKind::Usage, two, Ask::default()).await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    let again = world
        .bring(
            ImportKind::Usage,
            "semaine;académie;visites\n2021-03-08;A70;15\n",
            Ask::default(),
        )
        .await;
    assert!(again.to_text().contains("Rien n'a changé"), "{}", again.to_text());
}

#[tokio::test]
async fn prove_cases_a_measure_twice_is_refused_however_far_apart_and_whatever_is_known() {
    let world = World::with_directory().await;
    let first = "semaine;territoire;visites\n2021-03-08;FR;7\n";
    let report = world.bring(ImportKind::Usage, first, Ask::default()).await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    let mut file = first.to_owned();
    let mondays =
        |week: i64| chrono::NaiveDate::from_ymd_opt(2010, 1, 4).unwrap() + chrono::TimeDelta::weeks(week);
    for place in ["A14", "A10", "A01", "A02", "A03", "A04", "A06"] {
        (0..500).for_each(|week| file.push_str(&format!("{};{place};1\n", mondays(week))));
    }
    file.push_str("2021-03-08;FR;8\n");
    let report = world.bring(ImportKind::Usage, file, Ask::default()).await;
    called("far", &report, "deux fois");
    assert_eq!(report.errors[0].line, 3_503);
}

#[tokio::test]
async fn prove_cases_a_measure_that_nobody_can_mean_is_an_error_of_its_line() {
    called(
        "too large",
        &uses("semaine;visites\n2021-03-08;1000000000001\n").await,
        "trop grand",
    );
    let most = uses("semaine;visites\n2021-03-08;1 000 000 000 000\n").await;
    assert_eq!(most.import_state(), ImportState::Done, "{}", most.to_text());
}

#[tokio::test]
async fn prove_cases_a_week_without_a_visit_is_told_and_is_no_success() {
    let report = uses(r#"{"2021-03-08,2021-03-14": []}"#).await;
    assert!(report.nothing, "{}", report.to_text());
    told(&report, "Rien à enregistrer");
    assert!(!report.to_text().contains("déjà là"), "{}", report.to_text());
}

#[tokio::test]
async fn prove_cases_what_a_pull_meets_instead_of_an_answer_is_called_what_it_is() {
    for (file, says) in [
        ("<!DOCTYPE html><title>Connexion</title>", "page web"),
        (
            "<br />\n<b>Warning</b>: Undefined index\n{\"2021-03-08,2021-03-14\": []}",
            "PHP",
        ),
        (r#"{"2021-03-08,2021-03-14": {"nb_vis"#, "coupé"),
    ] {
        called(file, &uses(file).await, says);
    }
}
