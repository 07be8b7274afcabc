//! How batches are told: their titles, how many, what they wrote of a class.

use crate::french;
use domain::{
    Timeline,
    adoption::{Sequence, Step, UnitCorrection, Written},
    calendar::paris_day,
};
use store::adoption::{BatchRow, BatchState, BatchUnitLines};

/// `Mise à jour groupée du 12 janvier 2022`.
pub(super) fn title(row: &BatchRow) -> String {
    let what = french::batch_kind(row.head.kind);
    let day = french::long_day(paris_day(row.recorded_at));
    match (row.head.undoes.is_some(), row.head.restores) {
        (false, _) => format!("{what} du {day}"),
        (true, false) => format!("Annulation : {}, le {day}", what.to_lowercase()),
        (true, true) => format!("Rétablissement : {}, le {day}", what.to_lowercase()),
    }
}

/// How many: the classes that its reader may read, or the lines of what is of no class.
pub(super) fn how_many(row: &BatchRow) -> String {
    if row.head.kind.is_of_units() {
        french::count(row.units, "classe", "classes")
    } else {
        french::undo_label(row.head.kind, row.lines)
    }
}

/// Whether it holds, in a few words.
pub(super) fn state(row: &BatchRow) -> String {
    match &row.state {
        BatchState::Stands if row.head.undoes.is_some() => "En vigueur".to_owned(),
        BatchState::Stands => "Enregistré".to_owned(),
        BatchState::Undone { at, lines, .. } => {
            let part = if *lines < row.lines { " en partie" } else { "" };
            format!("Annulé{part} le {}", french::short_day(paris_day(*at)))
        }
    }
}

/// What a batch wrote of a class.
pub(super) fn written(of: &BatchUnitLines) -> String {
    let own = |line: &Written| of.lines.contains(&line.sequence());
    let lines = of.timeline.lines();
    let lines = lines.iter().filter(|line| own(line));
    let mut told: Vec<String> = lines.map(|line| line_words(&of.timeline, line)).collect();
    told.extend(of.corrections.iter().map(corrected));
    told.join(" ; ")
}

fn line_words(timeline: &Timeline, line: &Written) -> String {
    match line {
        Written::Event(event) if event.sequence == 1 => {
            format!("entrée le {}", french::long_day(event.day))
        }
        Written::Event(event) if event.step == Step::Withdrawn => {
            format!("retirée le {}", french::long_day(event.day))
        }
        Written::Event(event) => named(event.step, event.day),
        Written::Annulment(annulment) => {
            let of = timeline.meant(annulment.annuls);
            let of = of.map_or_else(String::new, |event| {
                format!(" de {}", named(event.step, event.day))
            });
            match brings_back(timeline, annulment.annuls) {
                true => format!("rétablissement{of}"),
                false => format!("annulation{of}"),
            }
        }
    }
}

fn named(step: Step, day: chrono::NaiveDate) -> String {
    format!(
        "«\u{a0}{}\u{a0}» du {}",
        french::step(step),
        french::long_day(day)
    )
}

/// Whether a line that is annulled annulled another.
fn brings_back(timeline: &Timeline, annulled: Sequence) -> bool {
    let before = timeline
        .annulments()
        .iter()
        .find(|line| line.sequence == annulled);
    before.is_some_and(|before| !brings_back(timeline, before.annuls))
}

fn corrected(correction: &UnitCorrection) -> String {
    let (old, new) = (&correction.old.label, &correction.new.label);
    if old == new {
        "classe corrigée".to_owned()
    } else {
        format!("«\u{a0}{old}\u{a0}» devient «\u{a0}{new}\u{a0}»")
    }
}
