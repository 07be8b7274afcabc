//! The breaks of a school year as a file.

use super::Shown;
use crate::{rollout::csv_text, words};
use domain::calendar::Zone;

/// One line a break; a zone whose holidays are not entered to the year's end says so on each of its lines, or has none.
pub fn csv(shown: &Shown) -> String {
    let mut out =
        "\u{feff}annee_scolaire;zone;nature;premier_jour;dernier_jour;jours;motif;zone_saisie\r\n".to_owned();
    for zone in Zone::ALL {
        let known = shown.calendar.is_known(shown.year, Some(*zone));
        for off in shown.calendar.breaks(shown.year, Some(*zone)) {
            out.push_str(&format!(
                "{};{};{};{};{};{};{};{}\r\n",
                shown.year,
                words::zone(*zone),
                words::break_kind(off.kind),
                off.from,
                off.to,
                (off.to - off.from).num_days() + 1,
                csv_text(off.label.as_deref().unwrap_or_default()),
                if known { "oui" } else { "non" },
            ));
        }
    }
    out
}
