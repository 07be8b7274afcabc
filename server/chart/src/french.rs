//! Numbers, shares and months as French people write them.

use chrono::{Datelike, NaiveDate};

/// The narrow no-break space between thousands and before a percent sign.
const SPACE: char = '\u{202f}';

const MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
];

/// `24 480`.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if value < 0 {
        out.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(SPACE);
        }
        out.push(digit);
    }
    out
}

/// `58 %` from a share per mille, to the nearest percent.
pub fn percent(per_mille: i64) -> String {
    format!("{}{SPACE}%", number((per_mille + 5).div_euclid(10)))
}

/// `31 200 €` from cents, `31 200,50 €` where they are not round.
pub fn euros(cents: i64) -> String {
    let sign = if cents < 0 { "−" } else { "" };
    let (euros, rest) = (cents.abs() / 100, cents.abs() % 100);
    let euros = number(euros);
    match rest {
        0 => format!("{sign}{euros}{SPACE}€"),
        _ => format!("{sign}{euros},{rest:02}{SPACE}€"),
    }
}

/// `1er juil.`, `31 déc.`
pub fn day(day: NaiveDate) -> String {
    let first = if day.day() == 1 { "er" } else { "" };
    format!("{}{first} {}", day.day(), month(day))
}

/// `sept.`
pub fn month(day: NaiveDate) -> &'static str {
    usize::try_from(day.month0())
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{day, euros, month, number, percent};
    use chrono::NaiveDate;

    #[test]
    fn thousands_are_parted_by_a_narrow_no_break_space() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(14_229), "14\u{202f}229");
        assert_eq!(number(2_450_000), "2\u{202f}450\u{202f}000");
        assert_eq!(number(-1_000), "−1\u{202f}000");
    }

    #[test]
    fn shares_are_rounded_to_the_nearest_percent() {
        assert_eq!(percent(0), "0\u{202f}%");
        assert_eq!(percent(584), "58\u{202f}%");
        assert_eq!(percent(585), "59\u{202f}%");
        assert_eq!(percent(1_000), "100\u{202f}%");
    }

    #[test]
    fn amounts_keep_their_cents_unless_they_are_round() {
        assert_eq!(euros(3_120_000), "31\u{202f}200\u{202f}€");
        assert_eq!(euros(3_120_005), "31\u{202f}200,05\u{202f}€");
        assert_eq!(euros(0), "0\u{202f}€");
        assert_eq!(euros(-150), "−1,50\u{202f}€");
    }

    #[test]
    fn the_first_of_a_month_is_said_as_such() {
        assert_eq!(day(NaiveDate::from_ymd_opt(2020, 7, 1).unwrap()), "1er juil.");
        assert_eq!(day(NaiveDate::from_ymd_opt(2021, 12, 31).unwrap()), "31 déc.");
    }

    #[test]
    fn months_are_abbreviated() {
        assert_eq!(month(NaiveDate::from_ymd_opt(2020, 9, 7).unwrap()), "sept.");
        assert_eq!(month(NaiveDate::from_ymd_opt(2021, 1, 4).unwrap()), "janv.");
    }
}
