//! Fields as people write them, and what a file says that nobody can mean.

use super::{called, told};
use crate::support::{Ask, World, uai};
use import::Report;
use store::import::{ImportKind, ImportState};

const TITLES: &str = "Rentrée scolaire;Numéro de l'école;Secteur;REP;REP +;Nombre d'élèves en CP hors ULIS;Nombre d'élèves en CE1 hors ULIS";

async fn estimate(rows: &[&str], year: &'static str) -> Report {
    let world = World::with_directory().await;
    let file = format!("{TITLES}\n{}\n", rows.join("\n"));
    let ask = Ask {
        year: Some(year),
        ..Ask::default()
    };
    world.bring(ImportKind::Estimate, file, ask).await
}

#[tokio::test]
async fn prove_cases_sectors_flags_and_numbers_are_read_in_each_of_their_spellings() {
    for row in [
        "2020;0350011X;PUBLIC;1;0;24;0",
        "2020;0350011X;SECTEUR PUBLIC;1;0;24;0",
        "2020;0350011X;Public;1.0;0.0;24.0;0.0",
        "2020;0350011X;secteur public;OUI;NON;24;",
        "2020;0350011X;public;Vrai;Faux;24;0",
        "2020;0350011X;public;True;False;24;0",
    ] {
        let report = estimate(&[row], "2020-2021").await;
        let text = report.to_text();
        assert_eq!(report.import_state(), ImportState::Done, "{row}: {text}");
        assert!(text.contains("2 CP et 0 CE1 estimés"), "{row}: {text}");
        assert!(!report.nothing, "{row}: {text}");
    }
}

#[tokio::test]
async fn prove_cases_a_value_that_is_not_understood_is_an_error_of_its_line_with_the_nearest() {
    for (row, says) in [
        ("2020;0350011X;PUBLQUE;1;0;24;0", "public"),
        ("2020;0350011X;PUBLIC;peut-être;0;24;0", "oui ou non"),
        ("2020;0350011X;PUBLIC;#N/A;0;24;0", "Corrigez sa formule"),
        ("2020;0350011X;PUBLIC;1;0;vingt;0", "nombre entier"),
        ("2020;0350011X;PUBLIC;1;0;60000000;0", "nombre entier"),
        ("deux mille vingt;0350011X;PUBLIC;1;0;24;0", "son année"),
    ] {
        let report = estimate(&["2020;0350012Y;PRIVE;0;0;1;1", row], "2020-2021").await;
        assert_eq!(
            report.import_state(),
            ImportState::Refused,
            "{row}: {}",
            report.to_text()
        );
        assert_eq!(report.errors[0].line, 3, "{row}: {}", report.to_text());
        assert!(
            report.errors[0].advice.contains(says),
            "{row}: {}",
            report.to_text()
        );
    }
}

#[tokio::test]
async fn prove_cases_a_school_twice_in_class_counts_is_one_where_both_say_the_same() {
    let row = "2020;0350011X;PUBLIC;1;0;24;12";
    let report = estimate(&[row, row], "2020-2021").await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    told(&report, "déjà à la ligne 2, avec les mêmes effectifs");
    let other = estimate(&[row, "2020;0350011X;PUBLIC;1;0;24;13"], "2020-2021").await;
    called("other", &other, "déjà à la ligne 2, avec d'autres effectifs");
}

#[tokio::test]
async fn prove_cases_a_file_that_gives_nothing_says_why_and_is_no_success() {
    let rows = ["2017;0350011X;PUBLIC;1;0;24;0", "2019;0350011X;PUBLIC;1;0;24;0"];
    let report = estimate(&rows, "2020-2021").await;
    assert!(report.nothing, "{}", report.to_text());
    told(
        &report,
        "Aucune ligne de 2020-2021 : ce fichier va de 2017-2018 à 2019-2020.",
    );
    let unknown = format!("2020;{};PUBLIC;1;0;24;0", uai(350_777));
    let report = estimate(&[&unknown], "2020-2021").await;
    assert!(report.nothing, "{}", report.to_text());
    told(&report, "1 écoles ne sont pas dans l'annuaire importé");
    assert!(!report.to_text().contains("déjà là"), "{}", report.to_text());
}

#[tokio::test]
async fn prove_cases_a_trial_says_what_would_be_in_the_conditional() {
    let file = super::updates(";", "\n");
    let ask = Ask {
        dry_run: true,
        ..Ask::default()
    };
    let report = super::bring(file, ask).await;
    let text = report.to_text();
    assert_eq!(report.import_state(), ImportState::Tried, "{text}");
    assert!(text.contains("Essai : rien n'est écrit"), "{text}");
    assert!(text.contains("2 mises à jour seraient enregistrées."), "{text}");
}

#[tokio::test]
async fn prove_cases_a_hidden_row_of_an_extract_is_told_and_not_entered() {
    use rust_xlsxwriter::Workbook;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let titles = [
        "EJ",
        "Date EJ",
        "Fournisseur",
        "Objet",
        "Nature",
        "Montant engagé",
    ];
    for (column, title) in (0..).zip(titles) {
        sheet.write(0, column, title).unwrap();
    }
    for row in 1..3 {
        let ej = format!("130000000{row}");
        for (column, text) in (0..).zip([
            ej.as_str(),
            "10/05/2021",
            "Essai",
            "Lot",
            "Développement",
            "1000,00",
        ]) {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.set_row_hidden(2).unwrap();
    let file = book.save_to_buffer().unwrap();
    let world = World::with_credits().await;
    let report = world.bring(ImportKind::Funding, &file, Ask::default()).await;
    told(&report, "lignes masquées ou filtrées, laissées de côté : 1.");
    assert_eq!(
        world.store.funding().await.unwrap().last.0,
        2,
        "{}",
        report.to_text()
    );
    let all = Ask {
        hidden: true,
        ..Ask::default()
    };
    world.bring(ImportKind::Funding, &file, all).await;
    assert_eq!(world.store.funding().await.unwrap().last.0, 3);
}

#[tokio::test]
async fn prove_cases_errors_of_spelling_and_of_the_rules_are_told_in_one_round() {
    let file = "UAI;classe;année;étape;date\n0350011X;CP A;2020-2021;heureuse;05/10/2020\n0350011X;CE1 A;2020-2021;décrochée;06/10/2020\n0350011X;CP Q;2020-2021;active;06/10/2020\n";
    let report = super::bring(file, Ask::default()).await;
    assert_eq!(
        report.import_state(),
        ImportState::Refused,
        "{}",
        report.to_text()
    );
    let told: Vec<_> = report
        .errors
        .iter()
        .map(|error| (error.line, error.column.as_deref()))
        .collect();
    assert_eq!(
        told,
        [(2, Some("étape")), (3, Some("étape")), (4, Some("classe"))],
        "{}",
        report.to_text()
    );
}

const CLASSES: &str = "UAI;classe;niveau;effectif;année\n";

async fn list(row: &str) -> Report {
    let world = World::with_directory().await;
    world
        .bring(ImportKind::Units, format!("{CLASSES}{row}\n"), Ask::default())
        .await
}

#[tokio::test]
async fn prove_cases_levels_pupils_years_and_uai_of_a_list_are_read_in_each_of_their_spellings() {
    for row in [
        "0350011X;CP A;CP;12;2020-2021",
        "035 0011 X;CP A;cp;12.0;2020/2021",
        "0350011x;CP A;CP et CE1;12,0;2020-21",
        " 0350011X ;CP A;CP CE1; 12 ;2020 - 2021",
        "0350011X;CP A;CE1 & CP;60;2020–2021",
        "0350011X;GS A;Grande section;;2020-2021",
    ] {
        let report = list(row).await;
        let text = report.to_text();
        assert_eq!(report.import_state(), ImportState::Done, "{row}: {text}");
        assert!(text.contains("1 classe recensée."), "{row}: {text}");
    }
}

#[tokio::test]
async fn prove_cases_a_number_that_no_class_has_is_an_error_of_its_line() {
    for (row, says) in [
        ("0350011X;CP A;CP;61;2020-2021", "pas plus de 60 élèves"),
        ("0350011X;CP A;CP;65536;2020-2021", "pas plus de 60 élèves"),
        ("0350011X;CP A;CP;12,5;2020-2021", "pas un nombre d'élèves"),
        ("0350011X;CP A;CP;-3;2020-2021", "pas un nombre d'élèves"),
        ("0350011X;CP A;CP et CM2;12;2020-2021", "pas suivi ici"),
        ("0350011X;CP A;CP;12;2020-2022", "pas une année scolaire"),
        ("0350011X;CP A;CP;12;20-21", "pas une année scolaire"),
    ] {
        called(row, &list(row).await, says);
    }
}

#[tokio::test]
async fn prove_cases_an_autumn_is_read_whole_or_not_at_all() {
    for (autumn, read) in [
        ("2020", true),
        ("2020.0", true),
        ("2020-2021", true),
        ("2020/21", true),
        ("20201", false),
        ("2020 provisoire", false),
        ("2020-2022", false),
    ] {
        let row = format!("{autumn};0350011X;PUBLIC;1;0;24;0");
        let report = estimate(&[&row], "2020-2021").await;
        let wanted = if read {
            ImportState::Done
        } else {
            ImportState::Refused
        };
        assert_eq!(report.import_state(), wanted, "{autumn}: {}", report.to_text());
    }
}

const DIRECTORY: &str = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Nom_commune;Code_departement;Ecole_elementaire;Appartenance_Education_Prioritaire;latitude;longitude;etat";

/// A row of the directory: its type, its status, where it stands, its state.
async fn school(kind: &str, status: &str, position: &str, state: &str) -> (World, Report) {
    let world = World::open().await;
    let file =
        format!("{DIRECTORY}\n0350011X;Les Lilas;{kind};{status};Rennes;035;1;REP;{position};{state}\n");
    let report = world.bring(ImportKind::Schools, file, Ask::default()).await;
    (world, report)
}

#[tokio::test]
async fn prove_cases_a_school_that_is_not_open_is_told_and_never_silently_open() {
    let uai = uai(350_011);
    for (state, open) in [
        ("OUVERT", true),
        ("", true),
        ("A FERMER", true),
        ("FERME", false),
        ("FERMÉE", false),
        ("À OUVRIR", false),
    ] {
        let (world, report) = school("Ecole", "Public", "48.1;-1.6", state).await;
        let text = report.to_text();
        assert_eq!(report.import_state(), ImportState::Done, "{state}: {text}");
        assert_eq!(text.contains("ne sont pas ouverts"), !open, "{state}: {text}");
        let known = world.store.school(uai.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(known.open, open, "{state}");
    }
    let (_, report) = school("Ecole", "Public", "48.1;-1.6", "OUVRET").await;
    called("OUVRET", &report, "Cet état n'est pas compris.");
}

#[tokio::test]
async fn prove_cases_a_directory_says_what_it_did_not_understand() {
    for kind in [
        "Ecole",
        "École élémentaire",
        "ECOLE ELEMENTAIRE PUBLIQUE",
        "Ecole primaire",
    ] {
        let (_, report) = school(kind, "Public", "48,1;-1,6", "OUVERT").await;
        let text = report.to_text();
        assert!(text.contains("1\u{a0}école publique"), "{kind}: {text}");
    }
    for position in ["abc;-1.6", "48.1;-1.6.2", "481;-1.6"] {
        let (_, report) = school("Ecole", "Public", position, "OUVERT").await;
        called(position, &report, "pas une coordonnée");
    }
    for (kind, status) in [("Lycée", "Public"), ("Ecole", "Privé sous contrat")] {
        let (_, report) = school(kind, status, ";", "OUVERT").await;
        assert!(report.nothing, "{kind}, {status}: {}", report.to_text());
        told(&report, "aucune école publique");
    }
}
