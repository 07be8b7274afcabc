//! Amounts, counts and days as French people write them in accounts.

use chrono::{Datelike, NaiveDate};

/// The narrow no-break space: between thousands and before `€`.
const THIN: char = '\u{202f}';

/// `31 200,00 €`, `−0,05 €`: always with its cents, so that a column is aligned.
pub fn euros(cents: i64) -> String {
    let size = cents.unsigned_abs();
    format!(
        "{}{},{:02}{THIN}€",
        sign(cents),
        thousands(size / 100),
        size % 100
    )
}

/// `24 480`.
pub fn number(value: i64) -> String {
    format!("{}{}", sign(value), thousands(value.unsigned_abs()))
}

/// `17/12/2021`.
pub fn day(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

fn sign(value: i64) -> &'static str {
    if value < 0 { "\u{2212}" } else { "" }
}

fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(THIN);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{day, euros, number};
    use chrono::NaiveDate;

    #[test]
    fn an_amount_always_shows_its_cents() {
        assert_eq!(euros(3_120_000), "31\u{202f}200,00\u{202f}€");
        assert_eq!(euros(0), "0,00\u{202f}€");
        assert_eq!(euros(5), "0,05\u{202f}€");
        assert_eq!(euros(99_999), "999,99\u{202f}€");
        assert_eq!(euros(-100_001), "−1\u{202f}000,01\u{202f}€");
        assert_eq!(euros(-5), "−0,05\u{202f}€");
        assert_eq!(
            euros(i64::MIN),
            "−92\u{202f}233\u{202f}720\u{202f}368\u{202f}547\u{202f}758,08\u{202f}€"
        );
    }

    #[test]
    fn a_count_parts_its_thousands() {
        assert_eq!(number(24_480), "24\u{202f}480");
        assert_eq!(number(-1_000), "−1\u{202f}000");
    }

    #[test]
    fn a_day_has_two_digits_and_a_year() {
        let written = NaiveDate::from_ymd_opt(2021, 2, 7).map(day);
        assert_eq!(written.as_deref(), Some("07/02/2021"));
    }
}
