//! What was corrected of what is told of a class: the old and the new, who said so and when.

use crate::french;
use domain::{
    AccountId,
    adoption::{UnitCorrection, UnitFacts},
    calendar::paris_day,
    unit::Levels,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The corrections, the last first; nothing before any.
pub fn view(corrections: &[UnitCorrection], names: &BTreeMap<AccountId, String>) -> Option<AnyView> {
    let line = |correction: &UnitCorrection| {
        view! {
            <li>
                {differences(&correction.old, &correction.new).join(" ; ")}
                <span class="c12-history__who">
                    "par " {french::author(correction.author, names)} ", écrit le " {french::short_day(paris_day(correction.recorded_at))}
                </span>
            </li>
        }
    };
    let lines: Vec<_> = corrections.iter().rev().map(line).collect();
    (!lines.is_empty()).then(|| {
        view! { <h3 class="c12-history__title">"Corrections de la classe"</h3><ul class="c12-history">{lines}</ul> }
            .into_any()
    })
}

/// What differs, in words.
pub fn differences(old: &UnitFacts, new: &UnitFacts) -> Vec<String> {
    let mut told = Vec::new();
    if old.label != new.label {
        told.push(format!(
            "«\u{a0}{}\u{a0}» devient «\u{a0}{}\u{a0}»",
            old.label, new.label
        ));
    }
    if old.levels != new.levels {
        told.push(format!(
            "niveaux : {} → {}",
            levels(&old.levels),
            levels(&new.levels)
        ));
    }
    if old.pupils != new.pupils {
        told.push(format!(
            "élèves : {} → {}",
            pupils(old.pupils),
            pupils(new.pupils)
        ));
    }
    match (old.co_teaching, new.co_teaching) {
        (false, true) => told.push("deux enseignants".to_owned()),
        (true, false) => told.push("un seul enseignant".to_owned()),
        _ => {}
    }
    match (old.estimated, new.estimated) {
        (true, false) => told.push("classe confirmée".to_owned()),
        (false, true) => told.push("à nouveau une estimation".to_owned()),
        _ => {}
    }
    told
}

fn levels(levels: &Levels) -> String {
    let levels: Vec<_> = levels.iter().map(|level| level.to_string()).collect();
    levels.join(" et ")
}

fn pupils(pupils: Option<u16>) -> String {
    pupils.map_or_else(|| "inconnu".to_owned(), |pupils| pupils.to_string())
}
