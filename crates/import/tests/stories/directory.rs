//! Directories of schools: both headers, what is left out, circonscriptions.

use super::done;
use crate::support::{Ask, LABELS, TECHNICAL, World, directory, uai};
use domain::{TerritoryCode, school::SchoolKind};
use store::import::ImportKind;

#[tokio::test]
async fn both_spellings_of_the_header_give_the_same_schools() {
    let (technical, labels) = (World::with_directory().await, World::open().await);
    done(
        &labels
            .bring(ImportKind::Schools, directory(LABELS), Ask::default())
            .await,
    );
    let schools = labels.schools().await;
    assert_eq!(schools.len(), 3);
    assert_eq!(schools, technical.schools().await);
    let seat = TerritoryCode::parse(&format!("C{}", uai(359_990)));
    assert_eq!(schools[0].1.lineage.district, seat);
    assert_eq!(
        schools[1].1.lineage.district, seat,
        "a name in capitals is the same circonscription"
    );
    assert_eq!(schools[2].1.lineage.district, None);
}

#[tokio::test]
async fn what_is_left_out_is_counted_by_reason() {
    let world = World::open().await;
    let report = world
        .bring(ImportKind::Schools, directory(TECHNICAL), Ask::default())
        .await;
    let left = report
        .summary
        .iter()
        .find(|line| line.starts_with("Laissés de côté"))
        .unwrap();
    assert!(
        left.contains("lycée") && left.contains("ecole (privés) : 1"),
        "{left}"
    );
}

#[tokio::test]
async fn columns_that_nothing_reads_are_told_by_their_names() {
    let world = World::open().await;
    let wider = |(line, text): (usize, &str)| match line {
        0 => format!("{text};Humeur du jour\n"),
        _ => format!("{text};bonne\n"),
    };
    let file: String = directory(LABELS).lines().enumerate().map(wider).collect();
    let report = world.bring(ImportKind::Schools, file, Ask::default()).await;
    done(&report);
    let told = |line: &String| line.starts_with("Colonne") && line.contains("Humeur du jour");
    assert!(report.summary.iter().any(told), "{:?}", report.summary);
}

#[tokio::test]
async fn empty_rows_at_the_end_of_a_spreadsheet_are_nothing() {
    let world = World::open().await;
    let file = format!("{}{}", directory(TECHNICAL), ";;;;;;;;;;;;;;\n".repeat(3));
    done(&world.bring(ImportKind::Schools, file, Ask::default()).await);
    assert_eq!(world.schools().await.len(), 3);
}

#[tokio::test]
async fn a_collectivity_outside_the_academies_is_left_out_not_an_error() {
    let world = World::open().await;
    let row = format!(
        "{};École de Nouméa;Ecole;Public;98800;Nouméa;988;1;1;;;;OUVERT;151;",
        uai(9_830_001)
    );
    let report = world
        .bring(
            ImportKind::Schools,
            format!("{}{row}\n", directory(TECHNICAL)),
            Ask::default(),
        )
        .await;
    done(&report);
    assert_eq!(world.schools().await.len(), 3);
}

#[tokio::test]
async fn without_its_flags_a_school_is_known_by_its_nature() {
    let world = World::open().await;
    let file = format!(
        "numero_uai;nom_etablissement;type_etablissement;statut_public_prive;nom_commune;appartenance_education_prioritaire;code_nature\n\
         {};Maternelle;Ecole;Public;Rennes;;101\n",
        uai(350_012)
    );
    done(&world.bring(ImportKind::Schools, file, Ask::default()).await);
    assert_eq!(world.schools().await[0].1.kind, SchoolKind::Nursery);
}

#[tokio::test]
async fn a_directory_without_its_circonscriptions_takes_none_away() {
    let world = World::with_directory().await;
    let before = world.schools().await;
    let schools: String = directory(TECHNICAL)
        .lines()
        .filter(|line| !line.contains(";809;"))
        .map(|line| format!("{line}\n"))
        .collect();
    done(&world.bring(ImportKind::Schools, schools, Ask::default()).await);
    assert_eq!(world.schools().await, before);
}

/// The directory of 2026 tells each school's circonscription on its own line, by code and name, and often has no line of theirs.
#[tokio::test]
async fn prove_directory_circonscriptions_are_made_from_their_schools_own_lines_by_code() {
    let (code, other) = (uai(359_990), uai(359_991));
    let titles = format!("{TECHNICAL};code_circonscription");
    let row = |number: u32, name: &str, district: &str, code: &str| {
        format!(
            "{};École {name};Ecole;Public;35000;Rennes;035;1;1;REP;48.1;-1.6;OUVERT;151;{district};{code}",
            uai(number)
        )
    };
    let rows = [
        row(
            350_011,
            "A",
            "Circonscription d'inspection du 1er degré de Rennes Sud",
            &code,
        ),
        row(350_012, "B", "CIRCONSCRIPTION DE RENNES SUD", &code),
        row(350_016, "C", "", &other),
        row(350_017, "D", "", ""),
    ];
    let world = World::open().await;
    let file = format!("{titles}\n{}\n", rows.join("\n"));
    let report = world.bring(ImportKind::Schools, &file, Ask::default()).await;
    assert!(
        report.to_text().contains("2\u{a0}circonscriptions."),
        "{}",
        report.to_text()
    );
    let seats: Vec<_> = world
        .schools()
        .await
        .into_iter()
        .map(|(_, school)| school.lineage.district.map(|code| code.to_string()))
        .collect();
    let place = |uai: &str| TerritoryCode::district(uai.parse().unwrap()).map(|code| code.to_string());
    assert_eq!(seats, [place(&code), place(&code), place(&other), None]);
    // The same file again changes nothing.
    let again = world.bring(ImportKind::Schools, &file, Ask::default()).await;
    assert!(again.to_text().contains("Rien n'a changé"), "{}", again.to_text());
}
