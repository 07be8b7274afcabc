//! The breaks of a school year as a table to be taken elsewhere.

use super::Shown;
use crate::french;
use chrono::NaiveDate;
use domain::calendar::Zone;
use report::{Cell, Kind, Sheet, Table};

/// One row a break; a zone whose holidays are not entered to the year's end says so on each of its rows, or has none.
pub fn sheet(shown: &Shown, today: NaiveDate) -> Sheet {
    let columns = [
        ("annee_scolaire", Kind::Text),
        ("zone", Kind::Text),
        ("nature", Kind::Text),
        ("premier_jour", Kind::Day),
        ("dernier_jour", Kind::Day),
        ("jours", Kind::Number),
        ("motif", Kind::Text),
        ("zone_saisie", Kind::Text),
    ];
    let mut table = Table::of(format!("Calendrier scolaire {}", shown.year), &columns);
    for zone in Zone::ALL {
        let known = shown.calendar.is_known(shown.year, Some(*zone));
        for off in shown.calendar.breaks(shown.year, Some(*zone)) {
            table.rows.push(vec![
                Cell::Text(shown.year.to_string()),
                Cell::text(french::zone(*zone)),
                Cell::text(french::break_kind(off.kind)),
                Cell::Day(off.from),
                Cell::Day(off.to),
                Cell::Number((off.to - off.from).num_days() + 1),
                Cell::text(off.label.as_deref().unwrap_or_default()),
                Cell::text(if known { "oui" } else { "non" }),
            ]);
        }
    }
    let breaks = i64::try_from(table.rows.len()).unwrap_or(0);
    Sheet {
        about: vec![
            (
                "Source",
                "calendrier tenu dans le service de pilotage de Classe à 12".to_owned(),
            ),
            ("Filtres", format!("année scolaire {}", shown.year)),
            ("Population", french::count(breaks, "période", "périodes")),
            ("Au", french::long_day(today)),
        ],
        table,
        day: today,
    }
}
