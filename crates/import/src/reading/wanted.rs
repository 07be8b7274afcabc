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
}

impl Wanted {
    /// A column without which a file is another file.
    pub const fn required(title: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            title,
            spellings,
            required: true,
        }
    }

    /// A column that a file may lack.
    pub const fn optional(title: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            title,
            spellings,
            required: false,
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
