//! Numbers, shares, amounts, days and the words of the rules, as French people write them. Pure: the day is an argument.

#[cfg(not(target_arch = "wasm32"))]
mod clock;
pub mod usage;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use clock::{moment, start_of};
pub use words::*;

use chrono::{Datelike, NaiveDate};

#[cfg(test)]
mod tests;

/// The narrow no-break space: between thousands, before `%` and `€`, after a sign.
pub const THIN: char = '\u{202f}';
/// The no-break space: between a number and its word.
pub const FIRM: char = '\u{a0}';

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

/// `31 200`, `−1 000`: thousands parted by a narrow no-break space, a true minus sign.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if value < 0 {
        out.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(THIN);
        }
        out.push(digit);
    }
    out
}

/// `62 %`: the share of `part` in `whole`, to the nearest percent, a half going up.
/// Never `0 %` unless there is none (`< 1 %`), never `100 %` unless they are all there (`> 99 %`);
/// above the whole the share is rounded like any other (`120 %`). Without a whole: `sans objet`.
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "sans objet".to_owned();
    }
    let (part_wide, whole_wide) = (i128::from(part), i128::from(whole));
    let rounded = (200 * part_wide + whole_wide).div_euclid(2 * whole_wide);
    match rounded {
        0 if part > 0 => format!("<{FIRM}1{THIN}%"),
        100 if part < whole => format!(">{FIRM}99{THIN}%"),
        _ => format!("{}{THIN}%", number(i64::try_from(rounded).unwrap_or(i64::MAX))),
    }
}

/// `+ 3,2 points`, `− 2 points`, `0 point`: a change of a share, given per mille.
pub fn points(delta_per_mille: i64) -> String {
    let size = delta_per_mille.unsigned_abs();
    let sign = match delta_per_mille {
        0 => String::new(),
        1.. => format!("+{THIN}"),
        _ => format!("−{THIN}"),
    };
    let tenth = match size % 10 {
        0 => String::new(),
        tenth => format!(",{tenth}"),
    };
    let word = if size < 20 { "point" } else { "points" };
    format!(
        "{sign}{}{tenth}{FIRM}{word}",
        number(i64::try_from(size / 10).unwrap_or(i64::MAX))
    )
}

/// `31 200 €`, `6,40 €`: cents are written only where there are some.
pub fn euros(cents: i64) -> String {
    match parted(cents) {
        (sign, whole, 0) => format!("{sign}{whole}{THIN}€"),
        (sign, whole, rest) => format!("{sign}{whole},{rest:02}{THIN}€"),
    }
}

/// `31 200,00 €`, `−0,05 €`: always with its cents, so that a column is aligned.
pub fn full_euros(cents: i64) -> String {
    let (sign, whole, rest) = parted(cents);
    format!("{sign}{whole},{rest:02}{THIN}€")
}

/// An amount of cents as a file or a form takes it: `1234,56`.
pub fn plain_euros(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let size = cents.unsigned_abs();
    format!("{sign}{},{:02}", size / 100, size % 100)
}

/// An amount as its sign, its whole euros and its cents.
fn parted(cents: i64) -> (&'static str, String, u64) {
    let size = cents.unsigned_abs();
    let sign = if cents < 0 { "−" } else { "" };
    let whole = number(i64::try_from(size / 100).unwrap_or(i64::MAX));
    (sign, whole, size % 100)
}

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

/// `classe` for 0 and 1, `classes` from 2 on.
pub fn plural<'a>(count: i64, one: &'a str, many: &'a str) -> &'a str {
    if count.unsigned_abs() < 2 { one } else { many }
}

/// `31 200 classes`: the number and its word, kept on one line.
pub fn count(count: i64, one: &str, many: &str) -> String {
    format!("{}{FIRM}{}", number(count), plural(count, one, many))
}

/// The same words with a capital first.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a, b et c`.
pub fn list(items: &[impl AsRef<str>]) -> String {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(if index + 1 == items.len() { " et " } else { ", " });
        }
        out.push_str(item.as_ref());
    }
    out
}

/// `de Paris`, `d'Ille-et-Vilaine`: the elision before a vowel. An h is taken as aspirated (`de Hayange`);
/// an article is the name's own (`de La Réunion`).
pub fn de(name: &str) -> String {
    let vowel = name
        .chars()
        .next()
        .is_some_and(|first| "aàâeéèêëiîïoôuûüyœæ".contains(lower(first)));
    if vowel {
        format!("d'{name}")
    } else {
        format!("de {name}")
    }
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
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
