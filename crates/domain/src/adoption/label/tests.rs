//! Two spellings of one name fold alike, and two names do not.

use super::fold_label;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// A name as it is meant: a part is letters, a number, or a gap.
fn name() -> impl Strategy<Value = Vec<String>> {
    let part = prop_oneof![
        "[A-Za-zÀÂÇÈÉÊËÎÏÔÙÛÜàâçèéêëîïôùûüœŒ.()/]{1,6}",
        "[0-9]{1,3}",
        Just(" ".to_owned()),
    ];
    prop::collection::vec(part, 1..7)
}

/// How somebody spells it: the case, the form of its accents, how its gaps are made.
#[derive(Clone, Debug)]
struct Habit {
    upper: bool,
    apart: bool,
    gap: &'static str,
    unseen: &'static str,
}

fn habit() -> impl Strategy<Value = Habit> {
    let gaps = prop::sample::select(vec![
        " ", "  ", "-", " - ", "\u{a0}", "\u{202f}", "–", "\u{2011}", "\t",
    ]);
    let unseen = prop::sample::select(vec!["", "", "\u{200b}", "\u{feff}", "\u{ad}"]);
    (any::<bool>(), any::<bool>(), gaps, unseen).prop_map(|(upper, apart, gap, unseen)| Habit {
        upper,
        apart,
        gap,
        unseen,
    })
}

fn spelt(name: &[String], habit: &Habit) -> String {
    let parts = name.iter().map(|part| match part.as_str() {
        " " => habit.gap.to_owned(),
        part if habit.upper => format!("{}{}", part.to_uppercase(), habit.unseen),
        part => format!("{part}{}", habit.unseen),
    });
    let text: String = parts.collect();
    if habit.apart {
        text.nfd().collect()
    } else {
        text.nfc().collect()
    }
}

proptest! {
    #[test]
    fn one_name_folds_alike_however_it_is_spelt(name in name(), one in habit(), other in habit()) {
        prop_assert_eq!(fold_label(&spelt(&name, &one)), fold_label(&spelt(&name, &other)));
    }

    #[test]
    fn what_is_folded_stays_as_it_is(text in any::<String>()) {
        let once = fold_label(&text);
        prop_assert_eq!(fold_label(&once), once);
    }

    #[test]
    fn a_gap_between_two_digits_tells_two_classes_apart(one in 0_u32..1_000, other in 0_u32..1_000, habit in habit()) {
        let apart = fold_label(&format!("CP {one}{}{other}", habit.gap));
        prop_assert_ne!(&apart, &fold_label(&format!("CP {one}{other}")));
        prop_assert_eq!(apart, format!("cp{one} {other}"));
    }

    #[test]
    fn names_of_other_letters_or_numbers_stay_apart(one in "[a-z]{1,4}[0-9]{1,3}", other in "[a-z]{1,4}[0-9]{1,3}") {
        prop_assert_eq!(one == other, fold_label(&one) == fold_label(&other));
    }
}

#[test]
fn the_spellings_of_real_lists_fold_alike() {
    for (name, spellings) in [
        (
            "cpa",
            &["CP A", "cp-a", "CPA", " Cp  A ", "CP\u{a0}A", "C\u{200b}P A"][..],
        ),
        ("cp1", &["CP 1", "CP1", "cp–1"]),
        ("cp1 2", &["CP 1 2", "CP 1-2", "cp1  2"]),
        (
            "cpeleonore",
            &["CP Éléonore", "CP E\u{301}le\u{301}onore", "cp-eleonore"],
        ),
        ("cpd'anne", &["CP d'Anne", "CP d’Anne"]),
        ("gscoeur", &["GS Cœur", "gs coeur"]),
    ] {
        for spelling in spellings {
            assert_eq!(fold_label(spelling), name, "{spelling}");
        }
    }
}
