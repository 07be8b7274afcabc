//! Names of classes: when two are suspiciously near, and their natural order.

use crate::adoption::unit::Levels;
use crate::search::fold;

/// Words that a name may have or lack.
const FILLERS: [&str; 4] = ["classe", "de", "la", "niveau"];

/// What a name comes to once what people add or leave out goes: gaps, leading zeros, filler words, the level in front.
pub(super) struct NearName {
    levels: Levels,
    plain: String,
    without_level: String,
}

impl NearName {
    pub(super) fn new(label: &str, levels: &Levels) -> Self {
        let plain = plain(label);
        let without_level = without_level(&plain, levels).to_owned();
        Self {
            levels: levels.clone(),
            plain,
            without_level,
        }
    }

    /// Whether two names may well be of one class. The level in front of one of them goes where the two share a level: CP 1 and CE1 1 are two classes.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        let shared = || {
            let theirs = |level| other.levels.iter().any(|other| other == level);
            self.levels.iter().any(theirs)
        };
        self.plain == other.plain
            || ((self.without_level == other.plain || self.plain == other.without_level) && shared())
    }
}

/// The name without gaps, leading zeros and filler words.
fn plain(label: &str) -> String {
    let folded = fold(label);
    let words = folded.split(' ').filter(|word| !FILLERS.contains(word));
    let plain: String = words.map(|word| with_numbers(word, unpadded)).collect();
    if plain.is_empty() {
        folded.replace(' ', "")
    } else {
        plain
    }
}

fn without_level<'n>(plain: &'n str, levels: &Levels) -> &'n str {
    let mut rest = plain;
    while let Some(shorter) = levels
        .iter()
        .find_map(|level| rest.strip_prefix(fold(level.as_str()).as_str()))
    {
        rest = shorter;
    }
    if rest.is_empty() { plain } else { rest }
}

/// A key that sorts names as people do: CP 2 before CP 10.
pub(super) fn natural(label: &str) -> String {
    let padded = with_numbers(&fold(label), |digits| format!("{digits:0>20}"));
    format!("{padded}\u{0}{label}")
}

fn unpadded(digits: &str) -> String {
    match digits.trim_start_matches('0') {
        "" => "0".to_owned(),
        number => number.to_owned(),
    }
}

/// The text with each run of digits changed.
fn with_numbers(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|letter: char| !letter.is_ascii_digit());
        let (digits, after) = from.split_at(end.unwrap_or(from.len()));
        out.push_str(before);
        out.push_str(&change(digits));
        rest = after;
    }
    out.push_str(rest);
    out
}
