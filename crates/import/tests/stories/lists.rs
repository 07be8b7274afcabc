//! Lists of classes and of updates.

use super::done;
use crate::support::{Ask, World, uai};
use store::import::ImportKind;

#[tokio::test]
async fn a_list_of_classes_twice_changes_nothing_the_second_time() {
    let world = World::with_directory().await;
    let file = format!(
        "RNE;Libellé;Niveau(x);Effectif;Co-enseignement\n{0};CP A;CP;12;non\n{0};CP-CE1;CP+CE1;13;oui\n{0};GS;GS/CP;;\n{1};Petits;GS;11;\n",
        uai(350_011),
        uai(350_012)
    );
    let ask = Ask {
        year: Some("2020-2021"),
        ..Ask::default()
    };
    let first = world.bring(ImportKind::Units, &file, ask).await;
    done(&first);
    assert_eq!(
        first.warnings_total, 1,
        "a school outside priority education is only told"
    );
    assert_eq!(first.warnings[0].line, 5);
    let second = world.bring(ImportKind::Units, &file, ask).await;
    done(&second);
    assert!(
        second.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        second.summary
    );
}

#[tokio::test]
async fn updates_are_read_in_french_words_and_days_whatever_their_order() {
    let world = World::with_units().await;
    let file = format!(
        "UAI;Classe;Année;Étape;Date\n{0};CP A;2020-2021;ACTIVE;01/12/2020\n{0};CP A;2020-2021;embarquee;2020-10-05\n{0};CE1 A;2020-2021;Refus;02/11/2020\n",
        uai(350_011)
    );
    let report = world.bring(ImportKind::Adoption, &file, Ask::default()).await;
    done(&report);
    assert_eq!(report.summary[0], "3 mises à jour enregistrées.");
    let again = world.bring(ImportKind::Adoption, &file, Ask::default()).await;
    assert!(
        again.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        again.summary
    );
}

#[tokio::test]
async fn errors_past_the_thousandth_are_counted_not_told() {
    let world = World::with_units().await;
    let row = format!("{};CP A;2020-2021;active;jamais\n", uai(350_011));
    let file = format!("UAI;classe;année;étape;date\n{}", row.repeat(5_000));
    let report = world.bring(ImportKind::Adoption, file, Ask::default()).await;
    assert_eq!(
        (report.errors.len(), report.errors_total, report.rows),
        (1_000, 5_000, 5_000)
    );
    assert!(report.to_text().contains("et 4000 de plus"));
}

#[tokio::test]
async fn a_list_that_names_an_estimate_as_it_is_confirms_it() {
    let world = World::with_directory().await;
    let counts = format!(
        "Rentrée scolaire;Numéro de l'école;Secteur;REP;REP +;Nombre d'élèves en CP hors ULIS;Nombre d'élèves en CE1 hors ULIS\n2020;{};PUBLIC;1;0;25;12\n",
        uai(350_011)
    );
    let ask = Ask {
        year: Some("2020-2021"),
        ..Ask::default()
    };
    done(&world.bring(ImportKind::Estimate, &counts, ask).await);
    // Of two CP and one CE1 estimated, the list knows one CP under its name, and another under its own; it says nothing of CE1.
    let list = format!("UAI;classe;niveau\n{0};CP 1;CP\n{0};CP rouge;CP\n", uai(350_011));
    let report = world.bring(ImportKind::Units, &list, ask).await;
    done(&report);
    let said = report.summary.join(" ");
    assert!(said.contains("1 classe recensée."), "{said}");
    assert!(said.contains("1 classe estimée confirmée."), "{said}");
    assert!(said.contains("1 estimation remplacée"), "{said}");
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
}
