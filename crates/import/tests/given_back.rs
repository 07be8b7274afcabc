//! A refused file is given back with what is wrong beside each row: corrected there, it is taken.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use crate::support::{Ask, World};
use import::{GivenBack, Report};
use proptest::prelude::*;
use store::import::{ImportKind, ImportState};

fn given(report: &Report) -> &GivenBack {
    let file = report.given_back.as_ref();
    assert!(file.is_some(), "{}", report.to_text());
    file.unwrap()
}

/// The rows as a spreadsheet saves them.
fn saved(file: &GivenBack) -> String {
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    out.write_record(&file.titles).unwrap();
    for row in &file.rows {
        out.write_record(row).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

const CLASSES: &str = "École;UAI;classe;niveau;effectif;année\n\
    Les Lilas;0350011X;CP A;CP;douze;2020-2021\n\
    Les Lilas;0350011X;CP B;CP;12;2020-2021\n\
    Ailleurs;0350999Z;CP A;CP;12;2020-2021\n\
    Les Lilas;0350011X;CP 01;CP;12;2020-2021\n\
    Les Lilas;0350011X;CP 1;CP;11;2020-2021\n";

#[tokio::test]
async fn every_wrong_line_is_named_and_marked_and_the_others_are_left() {
    let world = World::with_directory().await;
    let report = world.bring(ImportKind::Units, CLASSES, Ask::default()).await;
    let named: Vec<_> = report
        .errors
        .iter()
        .map(|finding| (finding.line, finding.of.as_str()))
        .collect();
    // What the spelling refuses and what the rules refuse, in one round.
    assert_eq!(
        named,
        [
            (2, "0350011X, CP A"),
            (4, "0350999Z, CP A"),
            (6, "0350011X, CP 1")
        ],
        "{}",
        report.to_text()
    );
    let file = given(&report);
    assert_eq!(
        file.titles,
        ["erreur", "École", "UAI", "classe", "niveau", "effectif", "année"]
    );
    let wrong: Vec<_> = file.rows.iter().map(|row| !row[0].is_empty()).collect();
    assert_eq!(wrong, [true, false, true, false, true]);
    assert!(file.rows[0][0].starts_with("effectif : "), "{}", file.rows[0][0]);
    assert_eq!(
        file.rows[0][1..],
        ["Les Lilas", "0350011X", "CP A", "CP", "douze", "2020-2021"]
    );
    assert!(
        report.to_text().contains("ligne 2 (0350011X, CP A)"),
        "{}",
        report.to_text()
    );
}

#[tokio::test]
async fn a_file_given_back_and_corrected_is_taken_without_a_word_of_its_errors() {
    let world = World::with_directory().await;
    let first = world.bring(ImportKind::Units, CLASSES, Ask::default()).await;
    let mut file = given(&first).clone();
    file.rows[0][5] = "12".to_owned();
    let again = world.bring(ImportKind::Units, saved(&file), Ask::default()).await;
    // Corrected by half: what is still wrong takes the place of what was.
    let mut half = given(&again).clone();
    assert_eq!(half.titles, file.titles);
    assert_eq!(half.rows[0][0], "");
    assert_ne!(half.rows[2][0], "");
    half.rows.remove(4);
    half.rows.remove(2);
    let done = world.bring(ImportKind::Units, saved(&half), Ask::default()).await;
    assert_eq!(done.import_state(), ImportState::Done, "{}", done.to_text());
    assert!(!done.to_text().contains("erreur"), "{}", done.to_text());
    assert!(done.given_back.is_none());
}

#[tokio::test]
async fn a_trial_gives_the_file_back_too_and_a_file_without_a_table_is_not_given_back() {
    let world = World::with_directory().await;
    let ask = Ask {
        dry_run: true,
        ..Ask::default()
    };
    assert!(
        world
            .bring(ImportKind::Units, CLASSES, ask)
            .await
            .given_back
            .is_some()
    );
    for file in ["%PDF-1.4", "UAI;classe\n", "UAI;classe;niveau\n"] {
        let report = world.bring(ImportKind::Units, file, ask).await;
        assert!(report.given_back.is_none(), "{file}");
    }
}

#[tokio::test]
async fn a_row_wider_than_its_titles_is_given_back_whole() {
    let world = World::with_units().await;
    let file = "UAI;classe;étape;date\n0350011X;CP A;active;15/03/2021;et;puis\n";
    let report = world.bring(ImportKind::Adoption, file, Ask::default()).await;
    assert_eq!(
        given(&report).rows[0][1..],
        ["0350011X", "CP A", "active", "15/03/2021", "et puis"]
    );
}

#[tokio::test]
async fn a_file_that_nobody_corrects_by_hand_is_not_given_back_and_its_lines_are_named() {
    let world = World::with_units().await;
    let row = "0350011X;CP A;active;15/03/2021\n";
    let file = format!(
        "UAI;classe;étape;date\n0350011X;CP A;adoptée;15/03/2021\n{}",
        row.repeat(50_001)
    );
    let report = world.bring(ImportKind::Adoption, file, Ask::default()).await;
    assert!(report.given_back.is_none());
    let adopted = report.errors.iter().find(|finding| finding.line == 2);
    assert_eq!(adopted.unwrap().of, "0350011X, CP A");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn as_many_rows_come_back_as_were_brought_in_their_order(
        wrong in prop::collection::vec(any::<bool>(), 1..40),
    ) {
        let rows = wrong.iter().enumerate().map(|(at, wrong)| {
            let pupils = if *wrong { "beaucoup" } else { "12" };
            format!("0350011X;CP {};CP;{pupils}", (b'A' + u8::try_from(at % 26).unwrap()) as char)
        });
        let rows: Vec<_> = rows.collect();
        let file = format!("UAI;classe;niveau;effectif\n{}\n", rows.join("\n"));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let report = runtime.block_on(async {
            let ask = Ask { year: Some("2020-2021"), dry_run: true, ..Ask::default() };
            World::with_directory().await.bring(ImportKind::Units, file, ask).await
        });
        match &report.given_back {
            None => prop_assert!(report.errors.is_empty(), "{}", report.to_text()),
            Some(back) => {
                let cells: Vec<_> = back.rows.iter().map(|row| row[1..].join(";")).collect();
                prop_assert_eq!(cells, rows);
                for (row, wrong) in back.rows.iter().zip(&wrong) {
                    prop_assert!(!wrong || row[0].contains("effectif : "), "{}", row[0]);
                }
            }
        }
    }
}
