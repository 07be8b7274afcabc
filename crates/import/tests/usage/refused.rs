//! What is no measure, and what is wrong with one.

use super::{bring, weeks};
use crate::support::{World, uai};
use domain::usage::Measure;
use store::import::ImportState;

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
