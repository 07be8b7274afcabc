//! Tables that one downloads, saves with another program, and brings back: nothing changes, and five cells changed are five changes.

mod saved;

use crate::support::{Asked, World};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{PolicyCode, Principal, Role, calendar::paris_day, search::fold};
use import::{Report, Request};
use saved::{Rows, office};
use std::path::Path;
use store::import::{ImportKind, ImportState};

/// Lists of classes of which each row is an update, as the pages give them.
const TABLES: [&str; 2] = [
    "/classes-dedoublees/deploiement/A14/classes",
    "/classes-dedoublees/deploiement/FR/parcours/classes",
];

/// The world's last day.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 12, 17).unwrap()
}

async fn taken(world: &World, address: &str) -> Asked {
    let browser = world.role(Role::Intrapreneur).await;
    let file = browser.get(address).await;
    assert_eq!(file.status, StatusCode::OK, "{address}: {}", file.text);
    file
}

async fn bring(world: &World, path: &Path, dry_run: bool) -> Report {
    let request = Request {
        dry_run,
        ..Request::plain(ImportKind::Adoption, "classes", PolicyCode::HALVED_CLASSES)
    };
    let now = today().and_hms_opt(8, 0, 0).unwrap().and_utc();
    let by = Principal::operator();
    import::run(
        &world.store,
        path,
        &request,
        &by,
        paris_day(now),
        now,
        &mut |_| {},
    )
    .await
    .unwrap()
}

/// Brings a file as it was saved: the data version stays, and the report says so.
async fn changes_nothing(world: &World, name: &str, path: &Path) {
    let before = world.store.version();
    let report = bring(world, path, false).await;
    let text = report.to_text();
    assert_eq!(report.import_state(), ImportState::Done, "{name}: {text}");
    assert!(report.summary[0].starts_with("Rien n'a changé"), "{name}: {text}");
    assert_eq!(world.store.version(), before, "{name}: {text}");
}

/// Tries a file in which five classes moved on.
async fn changes_five(world: &World, name: &str, path: &Path) {
    let report = bring(world, path, true).await;
    let text = report.to_text();
    assert_eq!(report.import_state(), ImportState::Tried, "{name}: {text}");
    assert_eq!(
        report.summary[0], "5 mises à jour seraient enregistrées.",
        "{name}: {text}"
    );
}

/// The stage after another, where there is one.
fn next(stage: &str) -> Option<&'static str> {
    match fold(stage).as_str() {
        "identifiee" => Some("contactée"),
        "contactee" => Some("embarquée"),
        "embarquee" => Some("active"),
        _ => None,
    }
}

/// The rows with the first five that can move on moved on, today.
fn five_moved(rows: &Rows) -> Rows {
    let mut moved = rows.clone();
    let (stage, day) = (
        rows.column(&["etape", "stade"]),
        rows.column(&["date", "depuis_le"]),
    );
    let mut left = 5;
    for row in moved.cells.iter_mut().skip(1) {
        if let Some(next) = next(&row[stage]).filter(|_| left > 0) {
            next.clone_into(&mut row[stage]);
            row[day] = today().to_string();
            left -= 1;
        }
    }
    assert_eq!(left, 0, "five classes are there to move");
    moved
}

#[tokio::test]
async fn prove_round_trip_a_list_of_classes_comes_back_as_each_program_saves_it() {
    let world = World::demo().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("classes");
    for table in TABLES {
        let csv = taken(&world, &format!("{table}.csv")).await;
        let book = taken(&world, &format!("{table}.xlsx")).await;
        for (name, bytes) in [("CSV", &csv.bytes), ("XLSX", &book.bytes)] {
            std::fs::write(&path, bytes).unwrap();
            changes_nothing(&world, &format!("{table}, {name}"), &path).await;
        }
        let rows = Rows::of(&csv.text);
        assert!(rows.cells.len() > 30, "{table} has {} rows", rows.cells.len());
        let moved = five_moved(&rows);
        for (name, save) in saved::WAYS {
            std::fs::write(&path, save(&rows)).unwrap();
            changes_nothing(&world, &format!("{table}, {name}"), &path).await;
            std::fs::write(&path, save(&moved)).unwrap();
            changes_five(&world, &format!("{table}, {name}"), &path).await;
        }
    }
}

/// Where LibreOffice is installed, the lists go through it for real.
#[tokio::test]
async fn prove_round_trip_a_list_of_classes_goes_through_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    if std::env::var_os("PROOF_LONG").is_none() || !office::is_there() {
        return;
    }
    let world = World::demo().await;
    for (rank, table) in TABLES.into_iter().enumerate() {
        let book = taken(&world, &format!("{table}.xlsx")).await;
        let rows = Rows::of(&taken(&world, &format!("{table}.csv")).await.text);
        let (same, moved) = (
            folder.path().join(format!("{rank}.xlsx")),
            folder.path().join(format!("{rank}-5.xlsx")),
        );
        std::fs::write(&same, &book.bytes).unwrap();
        std::fs::write(&moved, saved::xlsx(&five_moved(&rows))).unwrap();
        for language in office::LANGUAGES {
            for format in office::FORMATS {
                let name = format!("{table}, LibreOffice {language}, {format}");
                changes_nothing(&world, &name, &office::convert(&same, language, format)).await;
                changes_five(&world, &name, &office::convert(&moved, language, format)).await;
            }
        }
    }
}
