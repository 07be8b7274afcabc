//! Files that people bring, from the directory to the updates.

mod lists;

use crate::support::{Ask, LABELS, TECHNICAL, World, directory, uai};
use domain::{TerritoryCode, school::SchoolKind};
use import::Report;
use store::import::{ImportKind, ImportState};

fn done(report: &Report) {
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
}

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
    assert_eq!(schools[0].1.district, seat);
    assert_eq!(
        schools[1].1.district, seat,
        "a name in capitals is the same circonscription"
    );
    assert_eq!(schools[2].1.district, None);
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
async fn commas_tabs_windows_1252_and_lone_line_feeds_read_the_same() {
    let wanted = World::with_directory().await.schools().await;
    let text = directory(LABELS);
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let variants: [(&str, Vec<u8>); 5] = [
        ("comma", text.replace(';', ",").into_bytes()),
        ("tab", text.replace(';', "\t").into_bytes()),
        ("windows", windows.into_owned()),
        (
            "crlf and mark",
            format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
        ),
        ("no last line feed", text.trim_end().as_bytes().to_vec()),
    ];
    for (name, file) in variants {
        let world = World::open().await;
        let report = world.bring(ImportKind::Schools, file, Ask::default()).await;
        assert_eq!(
            report.import_state(),
            ImportState::Done,
            "{name}: {}",
            report.to_text()
        );
        assert_eq!(world.schools().await, wanted, "{name}");
    }
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

#[tokio::test]
async fn a_stray_quote_inside_a_name_does_not_stop_a_long_file() {
    let world = World::open().await;
    let mut file = directory(TECHNICAL);
    let first = file.find("Tilleuls").unwrap();
    file.replace_range(first..first + 8, "Tilleuls 5\" bis");
    for number in 0..20_000_u32 {
        file.push_str(&format!(
            "{};École {number};Ecole;Public;35000;Rennes;035;1;1;;;;OUVERT;151;Rennes Sud\n",
            uai(352_000 + number % 7_000)
        ));
    }
    assert!(file.len() > 1 << 20);
    let report = world.bring(ImportKind::Schools, file, Ask::default()).await;
    done(&report);
    assert_eq!(report.rows, 20_006);
}

#[tokio::test]
async fn a_repair_is_refused_unless_asked_for_then_told() {
    let world = World::open().await;
    let lost = directory(TECHNICAL).replace(&uai(350_011), uai(350_011).trim_start_matches('0'));
    let refused = world.bring(ImportKind::Schools, &lost, Ask::default()).await;
    assert_eq!(refused.import_state(), ImportState::Refused);
    assert!(world.schools().await.is_empty());
    let repaired = world
        .bring(
            ImportKind::Schools,
            &lost,
            Ask {
                repair: true,
                ..Ask::default()
            },
        )
        .await;
    done(&repaired);
    assert_eq!(repaired.warnings_total, 1);
    assert_eq!(repaired.warnings[0].line, 2);
}

#[tokio::test]
async fn a_dry_run_says_what_it_would_do_and_writes_nothing() {
    let world = World::open().await;
    let report = world
        .bring(
            ImportKind::Schools,
            directory(TECHNICAL),
            Ask {
                dry_run: true,
                ..Ask::default()
            },
        )
        .await;
    assert_eq!(report.import_state(), ImportState::Tried);
    assert!(world.schools().await.is_empty());
}
