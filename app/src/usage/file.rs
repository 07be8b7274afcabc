//! The uses as files: every measure for a spreadsheet, the chart for a note.

use super::UsagePage;
use crate::french::long_day;
use chart::Layout;
use chrono::NaiveDate;
use domain::{Week, usage::Nature};
use report::{Cell, Kind, Sheet, Table};
use std::collections::BTreeMap;
use store::usage::Measured;

/// The figures of the chart; its title is the finding in words.
pub fn figures(uses: &UsagePage) -> chart::Usage {
    let points = |weeks: &BTreeMap<Week, Measured>| -> Vec<(NaiveDate, i64)> {
        let point = |(week, measured): (&Week, &Measured)| (week.monday(), measured.value);
        weeks.iter().map(point).collect()
    };
    chart::Usage {
        weeks: points(&uses.weeks()),
        previous: uses.before.get(&uses.measure).map(points).unwrap_or_default(),
        shades: crate::calendar::shades(&uses.calendar, uses.scope.year, uses.zone),
        name: french::usage::measure(uses.measure).to_lowercase(),
        previous_name: "l’an passé".to_owned(),
        scale: chart::Scale::Uses,
        title: finding(uses),
        description: format!(
            "{} de chaque semaine mesurée ; les mêmes chiffres sont dans le tableau qui suit.",
            french::usage::measure(uses.measure)
        ),
        id: "usages".to_owned(),
    }
}

/// What the last week measured says, beside the week of school before it and the same week a year before.
fn finding(uses: &UsagePage) -> String {
    let weeks = uses.weeks();
    let Some((week, last)) = weeks.last_key_value() else {
        return format!(
            "{} : aucune semaine mesurée",
            french::usage::measure(uses.measure)
        );
    };
    let told = french::usage::counted(uses.measure, last.value);
    let when = match uses.measure.nature() {
        Nature::Total => format!("au {}", long_day(week.sunday())),
        Nature::Flow | Nature::Distinct if uses.calendar.is_school_week(*week, uses.zone) => {
            format!("la semaine du {}", long_day(week.monday()))
        }
        Nature::Flow | Nature::Distinct => {
            format!(
                "la semaine du {}, de vacances ou de fermeture",
                long_day(week.monday())
            )
        }
    };
    let year_before = uses.before.get(&uses.measure).and_then(|weeks| weeks.get(week));
    let mut beside = Vec::new();
    let earlier = weeks
        .range(..*week)
        .rev()
        .find(|(week, _)| uses.calendar.is_school_week(**week, uses.zone));
    if let Some((_, measured)) = earlier.filter(|_| uses.measure.nature() != Nature::Total) {
        beside.push(format!(
            "{} la semaine de classe mesurée avant elle",
            crate::french::number(measured.value)
        ));
    }
    if let Some(measured) = year_before {
        let was_school = uses.calendar.is_school_week(week.back(52), uses.zone);
        let then = match (was_school, uses.calendar.is_school_week(*week, uses.zone)) {
            (false, true) => ", alors en vacances ou en fermeture",
            (true, false) => ", alors une semaine de classe",
            _ => "",
        };
        beside.push(format!(
            "{} un an plus tôt{then}",
            crate::french::number(measured.value)
        ));
    }
    match beside.is_empty() {
        true => format!("{told} {when}"),
        false => format!("{told} {when}, contre {}", crate::french::list(&beside)),
    }
}

/// Where the figures come from, and what the marks are.
pub fn source(uses: &UsagePage) -> String {
    let measured = uses.weeks().len();
    format!(
        "Source : relevés de Matomo, de PeerTube et tableaux apportés, semaines finies jusqu'au {}. {} sur {}. Zones grisées : vacances et fermetures de cette année. Tirets : un an plus tôt. Une interruption est une semaine non mesurée.",
        long_day(uses.span.1.sunday()),
        crate::french::count(
            i64::try_from(measured).unwrap_or(0),
            "semaine mesurée",
            "semaines mesurées"
        ),
        uses.expected
    )
}

/// The chart as a file of its own.
pub fn svg(uses: &UsagePage) -> String {
    let figures = figures(uses);
    let finding = format!("{} : {}", uses.name(), figures.title);
    chart::standalone(&chart::usage(&figures, Layout::Wide), &finding, &source(uses))
}

/// One row a week and a measure: a week that nobody measured has none.
pub fn sheet(uses: &UsagePage) -> Sheet {
    let columns = [
        ("Année scolaire", "annee_scolaire", Kind::Text),
        ("Territoire", "territoire", Kind::Text),
        ("Semaine du", "semaine_du", Kind::Day),
        ("Mesure", "mesure", Kind::Text),
        ("Valeur", "valeur", Kind::Number),
        ("Avant correction", "valeur_avant_correction", Kind::Number),
        ("Semaine de classe", "semaine_de_classe", Kind::Text),
    ];
    let mut table = Table::filed(format!("{} : usages par semaine", uses.name()), &columns);
    for (measure, weeks) in &uses.course {
        for (week, measured) in weeks {
            let school = uses.calendar.is_school_week(*week, uses.zone);
            table.rows.push(vec![
                Cell::Text(uses.scope.year.to_string()),
                Cell::Text(uses.here.to_string()),
                Cell::Day(week.monday()),
                Cell::word(french::usage::measure(*measure), measure.code()),
                Cell::Number(measured.value),
                Cell::or_empty(measured.before, Cell::Number),
                Cell::text(if school { "oui" } else { "non" }),
            ]);
        }
    }
    Sheet {
        table,
        about: vec![
            ("Source", "Matomo et PeerTube, là où ils ont mesuré".to_owned()),
            ("Filtres", format!("année scolaire {}", uses.scope.year)),
            (
                "Population",
                format!("{} semaines finies, toutes mesures", uses.span.1.number() - uses.span.0.number() + 1),
            ),
            ("Au", long_day(uses.today)),
            (
                "Définitions",
                "Une semaine sans ligne n'a pas été mesurée : ce n'est pas un zéro. Visiteurs différents et totaux ne s'additionnent pas d'une semaine à l'autre.".to_owned(),
            ),
        ],
        day: uses.today,
    }
}
