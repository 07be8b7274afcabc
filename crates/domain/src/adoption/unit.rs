//! A unit is what adopts: a halved class of one school year, or later a member of a network. Its identity is (policy, school year, school, label).

use crate::{
    calendar::SchoolYear,
    policy::{LevelCode, PolicyCode, PriorityEducation},
    territory::{TerritoryCode, Uai},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A unit's number in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UnitId(pub i64);

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The levels of a unit, in order, each once: one for most, several for a multi-level class. It counts once in totals and once in each level's own figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Levels(Vec<LevelCode>);

impl Levels {
    /// The levels, sorted; `None` when there is none or more than six.
    pub fn new(mut levels: Vec<LevelCode>) -> Option<Self> {
        levels.sort_unstable();
        levels.dedup();
        (1..=6).contains(&levels.len()).then_some(Self(levels))
    }

    /// The levels written with plus signs, as the store keeps them: `CE1+CP`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::new(text.split('+').map(LevelCode::new).collect::<Option<_>>()?)
    }

    /// The levels.
    pub fn iter(&self) -> impl Iterator<Item = LevelCode> + '_ {
        self.0.iter().copied()
    }
}
impl fmt::Display for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rank, level) in self.0.iter().enumerate() {
            if rank > 0 {
                f.write_str("+")?;
            }
            level.fmt(f)?;
        }
        Ok(())
    }
}

/// A unit as it was created: it keeps for its year the territories, levels and mark it had that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The policy it adopts.
    pub policy: PolicyCode,
    /// Its one school year.
    pub year: SchoolYear,
    /// Its school.
    pub school: Uai,
    /// Its name in its school: "CP A". At most [`LABEL_MAX`] characters.
    pub label: String,
    /// Its levels.
    pub levels: Levels,
    /// Its school's mark that day.
    pub priority_education: PriorityEducation,
    /// Its number of pupils, when known.
    pub pupils: Option<u16>,
    /// Two teachers in one room: one unit all the same.
    pub co_teaching: bool,
    /// Not yet confirmed by a real list: shown as such.
    pub estimated: bool,
    /// The day it enters the census: the denominator of its year.
    pub census_day: NaiveDate,
    /// Its circonscription, when its school has one.
    pub district: Option<TerritoryCode>,
    /// Its département.
    pub department: TerritoryCode,
    /// Its académie.
    pub academy: TerritoryCode,
}

/// The most characters a label may have.
pub const LABEL_MAX: usize = 40;
/// The most pupils of a class: more is a number of something else.
pub const PUPILS_MAX: u16 = 60;

/// The number of halved classes that so many pupils of one level make in a priority education school: pupils / 12.5 rounded to the nearest, at least one where there are pupils.
pub const fn estimated_classes(pupils: u32) -> u32 {
    let nearest = (pupils * 2 + 12) / 25;
    if pupils > 0 && nearest == 0 { 1 } else { nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_rounds_to_the_nearest_class_and_never_to_none() {
        let estimates = [
            (0, 0),
            (1, 1),
            (6, 1),
            (12, 1),
            (18, 1),
            (19, 2),
            (25, 2),
            (31, 2),
            (32, 3),
        ];
        for (pupils, classes) in estimates {
            assert_eq!(estimated_classes(pupils), classes, "{pupils} pupils");
        }
    }

    #[test]
    fn levels_are_kept_sorted_and_once() {
        let levels = Levels::parse("CP+CE1+CP").unwrap();
        assert_eq!(levels.to_string(), "CE1+CP");
        assert_eq!(Levels::parse(""), None);
        assert_eq!(Levels::parse("CP+"), None);
    }
}
