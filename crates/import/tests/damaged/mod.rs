//! Damaged files: each is refused whole, at the exact line and column.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod lists;
mod schools;
mod updates;

use crate::support::{Ask, World};
use store::import::{ImportKind, ImportState};

#[derive(Clone)]
struct Damage {
    name: &'static str,
    kind: ImportKind,
    file: Vec<u8>,
    line: u64,
    column: Option<&'static str>,
    says: &'static str,
}

fn damage(
    name: &'static str,
    kind: ImportKind,
    file: impl Into<Vec<u8>>,
    line: u64,
    column: Option<&'static str>,
    says: &'static str,
) -> Damage {
    Damage {
        name,
        kind,
        file: file.into(),
        line,
        column,
        says,
    }
}

#[tokio::test]
async fn prove_directory_every_damage_is_told_at_its_line_and_column_and_nothing_is_written() {
    let world = World::with_units().await;
    let before = world.schools().await;
    let damages: Vec<Damage> = [schools::directories(), lists::lists(), updates::updates()]
        .into_iter()
        .flatten()
        .collect();
    let mut wrong = Vec::new();
    let total = damages.len();
    for Damage {
        name,
        kind,
        file,
        line,
        column,
        says,
    } in damages
    {
        let report = world.bring(kind, file, Ask::default()).await;
        let told = report
            .errors
            .first()
            .map(|first| (first.line, first.column.as_deref()));
        let said = report
            .errors
            .first()
            .is_some_and(|first| first.reason.contains(says) && !first.advice.is_empty());
        if report.import_state() != ImportState::Refused || told != Some((line, column)) || !said {
            wrong.push(format!(
                "{name}: wanted {line} {column:?} {says:?}\n    {}",
                report
                    .to_text()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .take(300)
                    .collect::<String>()
            ));
        }
    }
    println!("figures: {total} damages, {} wrongly told", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(world.schools().await, before);
}
