//! The key of a UAI, and what is read of one.

use super::{Uai, UaiError};
use proptest::prelude::*;

#[test]
fn real_identifiers_pass_their_check() {
    for text in ["0350122T", "0940176F", "0350741R", "0381778B", " 0350122t "] {
        assert_eq!(
            text.parse::<Uai>().unwrap().to_string(),
            text.trim().to_uppercase()
        );
    }
}

#[test]
fn a_wrong_letter_is_told_with_the_right_one() {
    assert_eq!(
        "0350122A".parse::<Uai>(),
        Err(UaiError::WrongLetter { expected: 'T' })
    );
}

#[test]
fn a_lost_leading_zero_is_recognised_only_when_the_letter_still_fits() {
    let repaired = "0350122T".parse::<Uai>().unwrap();
    assert_eq!("350122T".parse::<Uai>(), Err(UaiError::LostZeros { repaired }));
    assert_eq!("350122A".parse::<Uai>(), Err(UaiError::Malformed));
}

#[test]
fn anything_else_is_malformed() {
    for wrong in [
        "",
        "T",
        "03501222T",
        "0350122",
        "035O122T",
        "0350122É",
        "N/A",
        "\0",
    ] {
        assert_eq!(wrong.parse::<Uai>(), Err(UaiError::Malformed), "{wrong}");
    }
}

proptest! {
    #[test]
    fn every_number_reads_back(number in 0u32..=9_999_999) {
        let uai = Uai::from_number(number).unwrap();
        prop_assert_eq!(uai.to_string().parse::<Uai>(), Ok(uai));
    }

    #[test]
    fn no_text_makes_the_reader_fall(text in ".{0,12}") {
        if let Ok(uai) = text.parse::<Uai>() {
            prop_assert_eq!(uai.to_string(), text.trim().to_ascii_uppercase());
        }
    }
}
