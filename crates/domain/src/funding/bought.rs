//! What the money bought, in classes: what was paid in the window against the classes that became régulières meanwhile.

use super::Cents;
use crate::calendar::SchoolYear;

/// The classes régulières of a school year, at both ends of the time that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The school year.
    pub year: SchoolYear,
    /// How many there were at the start; none in a year that began later.
    pub before: i64,
    /// How many there are at the end, or were on the year's last day.
    pub after: i64,
}

impl Gain {
    /// How many more there are; below zero when there are fewer.
    pub const fn more(self) -> i64 {
        self.after - self.before
    }
}

/// What was paid, and the classes that became régulières meanwhile. It is no cost: other money pays for them too (article 4: « co-financement »).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bought {
    /// What was paid, in CP.
    pub paid: Cents,
    /// The classes, by school year. A class is that of one school year.
    pub gains: Vec<Gain>,
}

impl Bought {
    /// The classes that became régulières, those that ceased to be taken off.
    pub fn classes(&self) -> i64 {
        self.gains.iter().map(|gain| gain.more()).sum()
    }

    /// What was paid for each of them, to the nearest cent; none where there are no more of them, or nothing was paid.
    pub fn each(&self) -> Option<Cents> {
        let classes = self.classes();
        (classes > 0 && self.paid > Cents::ZERO).then(|| Cents((2 * self.paid.0 + classes) / (2 * classes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bought(paid: i64, gains: &[(i32, i64, i64)]) -> Bought {
        let gain = |(first, before, after): &(i32, i64, i64)| Gain {
            year: SchoolYear::starting(*first).unwrap(),
            before: *before,
            after: *after,
        };
        Bought {
            paid: Cents(paid),
            gains: gains.iter().map(gain).collect(),
        }
    }

    #[test]
    fn what_was_paid_is_shared_among_the_classes_that_became_regular() {
        let two = bought(4_000_000, &[(2020, 900, 1_000), (2021, 0, 700)]);
        assert_eq!((two.classes(), two.each()), (800, Some(Cents(5_000))));
        assert_eq!(bought(100, &[(2021, 0, 3)]).each(), Some(Cents(33)));
        assert_eq!(
            bought(200, &[(2021, 0, 3)]).each(),
            Some(Cents(67)),
            "to the nearest cent"
        );
    }

    #[test]
    fn classes_that_ceased_are_taken_off() {
        assert_eq!(
            bought(1_000, &[(2020, 900, 850), (2021, 0, 60)]).each(),
            Some(Cents(100))
        );
    }

    #[test]
    fn without_more_classes_or_without_a_payment_there_is_no_figure() {
        assert_eq!(bought(1_000, &[(2020, 900, 900)]).each(), None);
        assert_eq!(bought(1_000, &[(2020, 900, 800)]).each(), None);
        assert_eq!(bought(0, &[(2020, 900, 950)]).each(), None);
        assert_eq!(bought(1_000, &[]).each(), None);
    }
}
