//! Days and months, and how long ago a day was.

use super::{FIRM, capital, count};
use chrono::{Datelike, NaiveDate};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const WEEKDAYS: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];

const SHORT_MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
];

/// `lundi 15 mars 2021`, `lundi 1er mars 2021`.
pub fn day(day: NaiveDate) -> String {
    format!("{} {}", weekday(day), long_day(day))
}

/// `15 mars 2021`, `1er mars 2021`.
pub fn long_day(day: NaiveDate) -> String {
    format!("{} {} {}", numbered(day), month(day), day.year())
}

/// `15/03/2021`.
pub fn short_day(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `sept.`, where there is little room.
pub fn short_month(day: NaiveDate) -> &'static str {
    named(&SHORT_MONTHS, day.month0())
}

/// `1er juil.`, `31 déc.`
pub fn short_month_day(day: NaiveDate) -> String {
    format!("{} {}", numbered(day), short_month(day))
}

/// `mars 2021`.
pub fn month_and_year(day: NaiveDate) -> String {
    format!("{} {}", month(day), day.year())
}

/// A day as people say it: `Aujourd'hui`, `Hier`, `Mardi 14` within a week, `Mardi 31 août 2021` beyond.
pub fn near_day(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "Aujourd'hui".to_owned(),
        1 => "Hier".to_owned(),
        2..7 => format!("{}{FIRM}{}", capital(weekday(day)), day.day()),
        _ => capital(&self::day(day)),
    }
}

/// How fresh a piece of news is: `aujourd'hui`, `hier`, `il y a 12 jours` up to 59 days, `il y a 3 mois`
/// (whole months) up to 23, `il y a 2 ans` beyond; `jamais` without any. A day to come reads `demain` or
/// `dans 12 jours`.
pub fn days_ago(from: Option<NaiveDate>, today: NaiveDate) -> String {
    let Some(from) = from else {
        return "jamais".to_owned();
    };
    let months = today.years_since(from).map_or(0, |years| years * 12) + months_beyond_years(from, today);
    match (today - from).num_days() {
        ..-1 => format!("dans {}", count((from - today).num_days(), "jour", "jours")),
        -1 => "demain".to_owned(),
        0 => "aujourd'hui".to_owned(),
        1 => "hier".to_owned(),
        days @ 2..60 => format!("il y a {}", count(days, "jour", "jours")),
        _ if months < 24 => format!("il y a {months}{FIRM}mois"),
        _ => format!("il y a {}", count(i64::from(months / 12), "an", "ans")),
    }
}

/// `1er`, `2`.
fn numbered(day: NaiveDate) -> String {
    let first = if day.day() == 1 { "er" } else { "" };
    format!("{}{first}", day.day())
}

fn weekday(day: NaiveDate) -> &'static str {
    named(&WEEKDAYS, day.weekday().num_days_from_monday())
}

fn month(day: NaiveDate) -> &'static str {
    named(&MONTHS, day.month0())
}

fn named(names: &[&'static str], index: u32) -> &'static str {
    usize::try_from(index)
        .ok()
        .and_then(|index| names.get(index))
        .copied()
        .unwrap_or_default()
}

/// Whole months past the last whole year.
fn months_beyond_years(from: NaiveDate, today: NaiveDate) -> u32 {
    let unfinished = u32::from(today.day() < from.day());
    (today.month() + 12 - from.month() - unfinished) % 12
}
