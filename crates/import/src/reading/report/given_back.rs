//! File given back to whoever brought it, with what is wrong beside each row.

use serde::{Deserialize, Serialize};

/// A file with what is wrong with it, to be corrected and brought again: the lines in their order, as they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    /// The titles, the column of errors first.
    pub titles: Vec<String>,
    /// The rows, as wide as the titles or wider.
    pub rows: Vec<Vec<String>>,
}

impl GivenBack {
    /// The file as it is kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The file as it was kept; nothing where it can't be read any more.
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}
