//! A school year as a line of weeks: school, holidays, closed, at a distance.

use crate::french;
use domain::{
    SchoolYear, Week,
    calendar::{BreakKind, Calendar, Zone},
};

/// The weeks of a year, from that of 1 September to that of 31 August.
fn weeks(year: SchoolYear) -> impl Iterator<Item = Week> {
    let last = Week::of(year.last_event_day());
    std::iter::successors(Some(Week::of(year.start())), |week| Some(week.next()))
        .take_while(move |week| *week <= last)
}

/// What takes most of the school days of a week; none: nothing does.
fn taken(calendar: &Calendar, week: Week, zone: Zone) -> Option<BreakKind> {
    let off = |kind: BreakKind| {
        let days = (0..5).map(|rank| week.day(rank));
        let held = |day| {
            let mut breaks = calendar.all().iter();
            breaks.any(|off| off.zone == zone && off.kind == kind && off.holds(day))
        };
        days.filter(|day| held(*day)).count()
    };
    // Holidays that fall in a closure are the closure's.
    let most = [BreakKind::Holiday, BreakKind::Distance, BreakKind::Closure];
    most.into_iter()
        .filter(|kind| off(*kind) > 0)
        .max_by_key(|kind| off(*kind))
}

const fn class(kind: Option<BreakKind>) -> &'static str {
    match kind {
        None => "c12-week",
        Some(BreakKind::Holiday) => "c12-week c12-week--holiday",
        Some(BreakKind::Closure) => "c12-week c12-week--closure",
        Some(BreakKind::Distance) => "c12-week c12-week--distance",
    }
}

/// The year of a zone, drawn, with its finding as the text alternative; the days are in the tables.
pub(super) fn line(calendar: &Calendar, year: SchoolYear, zone: Zone) -> String {
    let (mut cells, mut school, mut part, mut none) = (String::new(), 0_i64, 0_i64, 0_i64);
    for week in weeks(year) {
        let share = calendar.school_share(week, Some(zone));
        let mut look = class(taken(calendar, week, zone)).to_owned();
        if share <= 0.0 {
            none += 1;
        } else if share < 1.0 {
            part += 1;
            look.push_str(" c12-week--part");
        } else {
            school += 1;
        }
        cells.push_str(&format!("<i class=\"{look}\"></i>"));
    }
    let said = format!(
        "{} : {}, {} en partie, {} sans école",
        french::zone(zone),
        french::count(school, "semaine d'école", "semaines d'école"),
        french::number(part),
        french::number(none),
    );
    format!("<div class=\"c12-year\" role=\"img\" aria-label=\"{said}\">{cells}</div>")
}

/// The months above the lines: every other one on a phone.
pub(super) fn months(year: SchoolYear) -> String {
    let (mut cells, mut named) = (String::new(), 0_u32);
    for week in weeks(year) {
        let first = (0..7).map(|rank| week.day(rank)).find(|day| starts_month(*day));
        let word = match first.filter(|day| *day <= year.last_event_day()) {
            Some(day) => french::short_month(day),
            None => "",
        };
        named += u32::from(!word.is_empty());
        if !word.is_empty() && named % 2 == 0 {
            cells.push_str(&format!("<i><span class=\"c12-wide\">{word}</span></i>"));
        } else {
            cells.push_str(&format!("<i>{word}</i>"));
        }
    }
    format!("<div class=\"c12-year c12-year--months\" aria-hidden=\"true\">{cells}</div>")
}

fn starts_month(day: chrono::NaiveDate) -> bool {
    chrono::Datelike::day(&day) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_year_says_its_weeks_in_words_too() {
        let year = SchoolYear::starting(2021).unwrap();
        let drawn = line(&Calendar::official(), year, Zone::A);
        assert_eq!(drawn.matches("<i class=").count(), 53);
        assert!(
            drawn.contains("Zone A : 35\u{a0}semaines d'école, 3 en partie, 15 sans école"),
            "{drawn}"
        );
        assert_eq!(months(year).matches("<i>").count(), 53);
        assert!(months(year).contains("sept."));
    }
}
