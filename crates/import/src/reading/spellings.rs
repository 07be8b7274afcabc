//! The spellings of the fields that have few values: one table, tested against the real files. What is in none is an error that names the nearest, never a « no ».

use domain::{PriorityEducation, search::fold};

/// The values of a field, each with its folded spellings.
pub type Spellings<T> = [(T, &'static [&'static str])];

/// Yes or no, as people, spreadsheets and programs write it.
pub const FLAG: &Spellings<bool> = &[
    (
        true,
        &["oui", "o", "x", "1", "1 0", "vrai", "v", "true", "t", "yes", "y"],
    ),
    (false, &["non", "n", "", "0", "0 0", "faux", "f", "false", "no"]),
];

/// Whether an establishment is public.
pub const SECTOR: &Spellings<bool> = &[
    (
        true,
        &[
            "public",
            "secteur public",
            "publique",
            "etablissement public",
            "pu",
        ],
    ),
    (
        false,
        &[
            "prive",
            "secteur prive",
            "privee",
            "prive sous contrat",
            "secteur prive sous contrat",
            "prive hors contrat",
            "etablissement prive",
            "pr",
        ],
    ),
];

/// What an establishment is in priority education.
pub const MARK: &Spellings<PriorityEducation> = &[
    (PriorityEducation::RepPlus, &["rep plus"]),
    (PriorityEducation::Rep, &["rep"]),
    (
        PriorityEducation::None,
        &["", "hors rep", "hors ep", "non", "0", "0 0", "sans objet"],
    ),
];

/// Whether an establishment is open on the day of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is, be it to close.
    Open,
    /// It is not yet, or no longer.
    NotOpen,
}

/// The states of an establishment.
pub const STATE: &Spellings<State> = &[
    (
        State::Open,
        &[
            "ouvert",
            "ouverte",
            "",
            "a fermer",
            "en activite",
            "actif",
            "active",
        ],
    ),
    (
        State::NotOpen,
        &["ferme", "fermee", "fermeture", "a ouvrir", "inactif", "inactive"],
    ),
];

/// The value that a text spells.
///
/// # Errors
/// The nearest spelling, where one is near.
pub fn spelled<T: Copy>(text: &str, table: &Spellings<T>) -> Result<T, Option<&'static str>> {
    let folded = folded(text);
    // What is not empty and has no letter is no spelling of nothing; a dash is.
    if folded.is_empty() && !matches!(text.trim(), "" | "-" | "–" | "—") {
        return Err(None);
    }
    for (value, spellings) in table {
        if spellings.contains(&folded.as_str()) {
            return Ok(*value);
        }
    }
    let all = table.iter().flat_map(|(_, spellings)| *spellings);
    let near = all.map(|spelling| (distance(&folded, spelling), *spelling));
    let near = near.filter(|(far, spelling)| *far <= 1 + spelling.chars().count() / 4 && spelling.len() > 2);
    Err(near.min_by_key(|(far, _)| *far).map(|(_, spelling)| spelling))
}

/// The advice of an error: what may be written, and the nearest.
pub fn advice(may: &str, nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || may.to_owned(),
        |nearest| format!("{may} Le plus proche : « {nearest} »."),
    )
}

/// Folded, a plus sign told apart, as in titles.
fn folded(text: &str) -> String {
    let folded = fold(text);
    if text.contains('+') {
        format!("{folded} plus")
    } else {
        folded
    }
}

/// How many letters are to be changed, put in or taken out between two texts.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (rank, letter) in one.chars().take(80).enumerate() {
        let mut next = vec![rank + 1];
        for (at, known) in other.iter().enumerate() {
            let change = row.get(at).copied().unwrap_or(0) + usize::from(letter != *known);
            let put = next.get(at).copied().unwrap_or(0) + 1;
            let taken = row.get(at + 1).copied().unwrap_or(0) + 1;
            next.push(change.min(put).min(taken));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prove_cases_each_spelling_of_a_flag_a_sector_and_a_mark_is_read_whatever_its_case() {
        for table in [FLAG, SECTOR] {
            for (value, spellings) in table {
                for spelling in *spellings {
                    for written in [
                        (*spelling).to_owned(),
                        spelling.to_uppercase(),
                        format!(" {spelling} "),
                    ] {
                        assert_eq!(spelled(&written, table), Ok(*value), "{written}");
                    }
                }
            }
        }
        for (written, value) in [
            ("1.0", true),
            ("0,0", false),
            ("True", true),
            ("FAUX", false),
            ("Vrai", true),
        ] {
            assert_eq!(spelled(written, FLAG), Ok(value), "{written}");
        }
        for (written, value) in [
            ("SECTEUR PUBLIC", true),
            ("Privé", false),
            ("PUBLIC", true),
            ("Prive sous contrat", false),
        ] {
            assert_eq!(spelled(written, SECTOR), Ok(value), "{written}");
        }
        for (written, value) in [
            ("REP+", PriorityEducation::RepPlus),
            ("REP +", PriorityEducation::RepPlus),
            ("rep", PriorityEducation::Rep),
            ("HORS REP", PriorityEducation::None),
            ("", PriorityEducation::None),
        ] {
            assert_eq!(spelled(written, MARK), Ok(value), "{written}");
        }
    }

    #[test]
    fn prove_cases_what_is_no_spelling_is_an_error_with_the_nearest_and_never_no() {
        assert_eq!(spelled("Publc", SECTOR), Err(Some("public")));
        assert_eq!(spelled("secteur publique", SECTOR), Err(Some("secteur public")));
        assert_eq!(spelled("RP", MARK), Err(Some("rep")));
        for odd in ["#N/A", "#REF!", "2", "peut-être", "¿"] {
            assert!(spelled(odd, FLAG).is_err(), "{odd}");
        }
    }
}
