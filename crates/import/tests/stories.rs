//! Files that people bring, from the directory to the updates.

mod census;
mod complete;
mod directory;
mod lists;
mod moves;

use crate::support::{Ask, LABELS, TECHNICAL, World, directory, uai};
use import::Report;
use store::import::{ImportKind, ImportState};

fn done(report: &Report) {
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
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
