//! Files as people's programs write them: each kind of fault that was met elsewhere, with what is right.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod books;
mod fields;
mod texts;
mod uses;

use crate::support::{Ask, World};
use import::Report;
use store::import::{ImportKind, ImportState};

/// Updates as they are written everywhere: one of each class.
pub(crate) const UPDATES: [[&str; 5]; 3] = [
    ["UAI", "classe", "année", "étape", "date"],
    ["0350011X", "CP A", "2020-2021", "contactée", "05/10/2020"],
    ["0350011X", "CE1 A", "2020-2021", "embarquée", "06/10/2020"],
];

/// The same as text.
pub(crate) fn updates(separator: &str, end: &str) -> String {
    let lines = UPDATES.map(|row| row.join(separator));
    format!("{}{end}", lines.join(end))
}

/// Brings a file of updates to a world with its classes.
pub(crate) async fn bring(file: impl AsRef<[u8]>, ask: Ask) -> Report {
    let world = World::with_units().await;
    world.bring(ImportKind::Adoption, file, ask).await
}

/// Both updates are kept.
pub(crate) fn kept(name: &str, report: &Report) {
    assert_eq!(
        report.import_state(),
        ImportState::Done,
        "{name}: {}",
        report.to_text()
    );
    assert!(
        report
            .summary
            .iter()
            .any(|line| line == "2 mises à jour enregistrées."),
        "{name}: {}",
        report.to_text()
    );
}

/// Nothing is kept, and the file is called what it is.
pub(crate) fn called(name: &str, report: &Report, what: &str) {
    assert_eq!(
        report.import_state(),
        ImportState::Refused,
        "{name}: {}",
        report.to_text()
    );
    let first = &report.errors[0];
    assert!(
        first.reason.contains(what) && !first.advice.is_empty(),
        "{name}: {}",
        report.to_text()
    );
}

/// Something that is to be known is told.
pub(crate) fn told(report: &Report, what: &str) {
    assert!(
        report
            .warnings
            .iter()
            .any(|finding| finding.reason.contains(what)),
        "{what}: {}",
        report.to_text()
    );
}
