//! Networks of priority education: a collège, which heads it, and its schools.

use crate::territory::Uai;
use std::{fmt, str::FromStr};

/// A network (réseau d'éducation prioritaire), told by the collège that heads it. It is written, and addressed, as `R` and that UAI: `R0350740P`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PriorityNetwork(pub Uai);

/// A text is not a network's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a network's code is R and the UAI of its collège")]
pub struct PriorityNetworkError;

impl PriorityNetwork {
    /// The collège that heads it.
    pub const fn head(self) -> Uai {
        self.0
    }
}

impl fmt::Display for PriorityNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "R{}", self.0)
    }
}
impl FromStr for PriorityNetwork {
    type Err = PriorityNetworkError;
    fn from_str(text: &str) -> Result<Self, PriorityNetworkError> {
        let uai = text.strip_prefix('R').ok_or(PriorityNetworkError)?;
        uai.parse().map(Self).map_err(|_| PriorityNetworkError)
    }
}

/// The list that tells of a school year: the latest that is not of a later one, else the earliest of those to come.
pub fn list_for<Year: Copy + Ord>(lists: &[Year], year: Year) -> Option<Year> {
    let before = lists.iter().filter(|list| **list <= year).max();
    before.or_else(|| lists.iter().min()).copied()
}

#[cfg(test)]
mod tests {
    use super::{PriorityNetwork, list_for};

    #[test]
    fn a_code_is_written_as_it_is_read_and_a_wrong_letter_is_none() {
        let code: PriorityNetwork = "R0350122T".parse().unwrap();
        assert_eq!(code.to_string(), "R0350122T");
        assert_eq!(code.head().to_string(), "0350122T");
        for wrong in ["", "R", "0350122T", "R0350122A", "C0350122T", "R350122T"] {
            assert!(wrong.parse::<PriorityNetwork>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_year_has_its_own_list_else_the_one_before_else_the_next() {
        assert_eq!(list_for(&[2019, 2021, 2022], 2021), Some(2021));
        assert_eq!(list_for(&[2019, 2022], 2021), Some(2019));
        assert_eq!(list_for(&[2022, 2023], 2021), Some(2022));
        assert_eq!(list_for::<i32>(&[], 2021), None);
    }
}
