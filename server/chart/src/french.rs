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
    use super::{month, number, percent};
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
    fn months_are_abbreviated() {
        assert_eq!(month(NaiveDate::from_ymd_opt(2020, 9, 7).unwrap()), "sept.");
        assert_eq!(month(NaiveDate::from_ymd_opt(2021, 1, 4).unwrap()), "janv.");
    }
}
