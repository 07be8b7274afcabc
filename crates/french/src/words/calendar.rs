//! The words of the school calendar.

use crate::long_day;
use domain::calendar::{BREAK_DAYS_MAX, Break, BreakKind, CalendarRefused, LABEL_MAX, Zone};

/// A zone of holidays.
pub const fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::A => "Zone A",
        Zone::B => "Zone B",
        Zone::C => "Zone C",
        Zone::Corsica => "Corse",
        Zone::Guadeloupe => "Guadeloupe",
        Zone::Guyane => "Guyane",
        Zone::Martinique => "Martinique",
        Zone::Mayotte => "Mayotte",
        Zone::Reunion => "La Réunion",
    }
}

/// Why there is no school.
pub const fn break_kind(kind: BreakKind) -> &'static str {
    match kind {
        BreakKind::Holiday => "Vacances",
        BreakKind::Closure => "Fermeture",
        BreakKind::Distance => "Classe à distance",
    }
}

/// A break in a few words: `Zone A, vacances du 22 octobre 2022 au 6 novembre 2022 (Toussaint)`.
pub fn school_break(off: &Break) -> String {
    let label = off.label.as_ref().map(|label| format!(" ({label})"));
    format!(
        "{}, {} du {} au {}{}",
        zone(off.zone),
        break_kind(off.kind).to_lowercase(),
        long_day(off.from),
        long_day(off.to),
        label.unwrap_or_default()
    )
}

/// Why the calendar does not take a break: the field first, then what to do.
pub fn calendar_refusal(refused: &CalendarRefused) -> String {
    let on = long_day;
    match refused {
        CalendarRefused::EndsBefore { from, to } => format!(
            "Dernier jour : le {} est avant le premier jour ({}). Choisissez un jour plus tardif.",
            on(*to),
            on(*from)
        ),
        CalendarRefused::FromOutside(_) => "Premier jour : choisissez un jour de 2000 à 2099.".to_owned(),
        CalendarRefused::ToOutside(_) => "Dernier jour : choisissez un jour de 2000 à 2099.".to_owned(),
        CalendarRefused::TooLong { days } => format!(
            "Dernier jour : la période aurait {days} jours, une période en a {BREAK_DAYS_MAX} au plus. Vérifiez les deux jours."
        ),
        CalendarRefused::Label => {
            format!("Motif : écrivez-le en {LABEL_MAX} caractères au plus, sur une ligne.")
        }
        CalendarRefused::NoZone => "Zones : choisissez-en au moins une.".to_owned(),
        CalendarRefused::Overlaps(other) => format!(
            "Premier et dernier jours : une autre période en a une partie ({}). Retirez-la d'abord, ou choisissez d'autres jours.",
            school_break(other)
        ),
        CalendarRefused::NotThere => {
            "Cette période n'est plus au calendrier : quelqu'un l'a retirée entre-temps. La page est à jour."
                .to_owned()
        }
    }
}
