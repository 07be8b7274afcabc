//! Numbers, shares, amounts, days and the words of the rules, as French people write them. Pure: the day is an argument.

mod calendar;
#[cfg(not(target_arch = "wasm32"))]
mod clock;
pub mod usage;
mod words;

pub use calendar::{
    day, days_ago, long_day, month_and_year, near_day, short_day, short_month, short_month_day,
};
#[cfg(not(target_arch = "wasm32"))]
pub use clock::moment;
pub use words::*;

#[cfg(test)]
mod tests;

/// The narrow no-break space: between thousands, before `%` and `€`, after a sign.
pub const THIN: char = '\u{202f}';
/// The no-break space: between a number and its word.
pub const FIRM: char = '\u{a0}';

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
