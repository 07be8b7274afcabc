//! Amounts as people and spreadsheets write them.

use super::{AmountError, Cents};

#[test]
fn an_amount_is_read_as_french_people_and_spreadsheets_write_it() {
    for text in [
        "1 234,56",
        "1234.56",
        "1234,56",
        "1\u{a0}234,56",
        "1\u{202f}234,56 €",
        " 1234,56€ ",
        "001234,56",
        "+1234,56",
    ] {
        assert_eq!(Cents::read(text), Ok(Cents(123_456)), "{text}");
    }
    assert_eq!(Cents::read("50 000 €"), Ok(Cents(5_000_000)));
    assert_eq!(Cents::read("0,5"), Ok(Cents(50)));
    for text in ["-1 000,00", "1000,00-", "1 000,00 −", "1\u{202f}000,00- €"] {
        assert_eq!(Cents::read_signed(text), Ok(Cents(-100_000)), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_refused_by_its_name() {
    use AmountError::{BelowCent, Empty, NotPositive, TooLarge, Unreadable};
    for (text, why) in [
        ("", Empty),
        (" € ", Empty),
        ("0", NotPositive),
        ("0,00", NotPositive),
        ("-5", NotPositive),
        ("5-", NotPositive),
        ("-5-", Unreadable),
        ("-", Empty),
        ("−5", NotPositive),
        ("1e308", Unreadable),
        ("inf", Unreadable),
        ("NaN", Unreadable),
        ("1.234,56", Unreadable),
        ("1,234.56", Unreadable),
        ("1 23,4", Unreadable),
        ("1234 567", Unreadable),
        ("12,", Unreadable),
        (",5", Unreadable),
        ("0x10", Unreadable),
        ("=1+1", Unreadable),
        ("1,005", BelowCent),
        ("1,000", Unreadable),
        ("100000000,01", TooLarge),
        ("99999999999999999999", TooLarge),
    ] {
        assert_eq!(Cents::read(text), Err(why), "{text}");
    }
}
