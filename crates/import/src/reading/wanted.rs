//! The columns that a format wants, by the folded spellings of their names.

use domain::search::fold;

/// A column to find.
pub struct Wanted {
    /// Its name in reports.
    pub title: &'static str,
    /// Its spellings, folded.
    pub spellings: &'static [&'static str],
    /// Whether a file without it is another file.
    pub required: bool,
    /// Whether its value says which row this is, to whoever corrects it.
    pub names_row: bool,
}

impl Wanted {
    /// A column without which a file is another file.
    pub const fn required(title: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            title,
            spellings,
            required: true,
            names_row: false,
        }
    }

    /// A column that a file may lack.
    pub const fn optional(title: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            title,
            spellings,
            required: false,
            names_row: false,
        }
    }

    /// A required column whose value names its row: the UAI of a school, the name of a class.
    pub const fn required_name(title: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            names_row: true,
            ..Self::required(title, spellings)
        }
    }

    /// As [`Wanted::required_name`], of a column that a file may lack.
    pub const fn optional_name(title: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            names_row: true,
            ..Self::optional(title, spellings)
        }
    }
}

/// A column's folded name; a plus sign counts, since it tells `REP +` from `REP`.
pub fn name(title: &str) -> String {
    let folded = fold(title);
    if title.contains('+') {
        format!("{folded} plus")
    } else {
        folded
    }
}
