//! What linked uses say of a unit: the product proposes, an officer decides.
//!
//! Active: used in the last 4 school weeks; Regular: in 3 of them; Lapsed: 6 school weeks without. Weeks without school never count,
//! and a week that nobody measured says nothing.

use crate::{adoption::AdoptionStage, calendar::Week};
use chrono::NaiveDate;

/// The school weeks that are looked at for a use.
pub const WINDOW: usize = 4;
/// The school weeks without use after which a unit is proposed as lapsed.
pub const LAPSED_AFTER: usize = 6;
/// The school weeks of the window that make a regular use.
const REGULAR: usize = 3;

/// A week as it was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The week.
    pub week: Week,
    /// Whether there was school.
    pub school: bool,
    /// Uses measured; none when nobody measured.
    pub uses: Option<i64>,
}

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The stage.
    pub stage: AdoptionStage,
    /// The day from which it was true: in the week that showed it, not before the unit's last stage.
    pub day: NaiveDate,
    /// School weeks with a use, of the last [`WINDOW`].
    pub used: usize,
}

impl Suggestion {
    /// Whether the uses deny the stage, not only go beyond it: one that lapsed is in use, one said to use it does not.
    pub fn contradicts(&self, stage: AdoptionStage) -> bool {
        match stage {
            AdoptionStage::Lapsed => self.stage.is_using(),
            stage => stage.is_using() && self.stage == AdoptionStage::Lapsed,
        }
    }
}

/// What the weeks measured (in order, the last one finished) propose for a unit that stands at a stage since a day. None when they say nothing new:
/// no step back is proposed, and who declined is left in peace.
pub fn suggest(stage: AdoptionStage, since: NaiveDate, weeks: &[Seen]) -> Option<Suggestion> {
    use AdoptionStage::{Active, Declined, Lapsed, Regular};
    if stage == Declined {
        return None;
    }
    // Who was said to have lapsed comes back by a use of after that.
    let weeks = match stage {
        Lapsed => {
            let after = weeks.partition_point(|seen| seen.week.monday() <= since);
            weeks.get(after..).unwrap_or_default()
        }
        _ => weeks,
    };
    let school: Vec<(usize, &Seen)> = weeks.iter().enumerate().filter(|(_, seen)| seen.school).collect();
    let last = |many: usize| school.get(school.len().checked_sub(many)?..);
    let uses = |seen: &Seen| seen.uses.is_some_and(|uses| uses > 0);
    // All that came since a school week began, holidays too: a use in the holidays is a use.
    let since_week = |from: usize| {
        weeks
            .get(from..)
            .unwrap_or_default()
            .iter()
            .filter(|seen| uses(seen))
    };
    let window = last(WINDOW.min(if stage == Lapsed { school.len() } else { WINDOW }))?;
    let used: Vec<&Seen> = window
        .iter()
        .map(|(_, seen)| *seen)
        .filter(|seen| uses(seen))
        .collect();
    let shown = |stage, day: NaiveDate| Suggestion {
        stage,
        day: day.max(since),
        used: used.len(),
    };
    let found = if used.len() >= REGULAR {
        let third = used.get(REGULAR - 1)?.week;
        Some(shown(Regular, third.monday()))
    } else if let Some(first) = since_week(window.first()?.0).next() {
        Some(shown(Active, first.week.monday()))
    } else {
        let without = last(LAPSED_AFTER)?;
        let measured = without.iter().all(|(_, seen)| seen.uses == Some(0));
        let none = since_week(without.first()?.0).next().is_none();
        let end = without.last()?.1.week;
        // Weeks before it was onboarded are not weeks without use.
        let long = without.first()?.1.week.monday() >= since;
        (measured && none && long).then(|| shown(Lapsed, end.sunday()))
    };
    found.filter(|found| stage.may_precede(found.stage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use AdoptionStage::{Active, Contacted, Declined, Identified, Lapsed, Onboarded, Regular};

    fn monday(rank: i32) -> Week {
        Week::numbered(Week::of(NaiveDate::from_ymd_opt(2021, 1, 4).unwrap()).number() + rank).unwrap()
    }

    /// A letter a week: a figure is its uses, `.` a week nobody measured, `v` a measured week of holidays, `V` one with a use.
    fn weeks(text: &str) -> Vec<Seen> {
        let seen = |(rank, letter): (usize, char)| Seen {
            week: monday(i32::try_from(rank).unwrap()),
            school: !matches!(letter, 'v' | 'V'),
            uses: match letter {
                '.' => None,
                'v' => Some(0),
                'V' => Some(3),
                digit => digit.to_digit(10).map(i64::from),
            },
        };
        text.chars().enumerate().map(seen).collect()
    }

    fn since() -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 12, 1).unwrap()
    }

    fn stage(from: AdoptionStage, text: &str) -> Option<AdoptionStage> {
        suggest(from, since(), &weeks(text)).map(|found| found.stage)
    }

    #[test]
    fn one_use_in_four_school_weeks_is_active_and_three_are_regular() {
        assert_eq!(stage(Onboarded, "0001"), Some(Active));
        assert_eq!(stage(Onboarded, "1000"), Some(Active));
        assert_eq!(stage(Onboarded, "10000"), None, "five weeks ago is too long ago");
        assert_eq!(stage(Onboarded, "1011"), Some(Regular));
        assert_eq!(stage(Active, "1011"), Some(Regular));
        assert_eq!(stage(Active, "1001"), None, "nothing new");
        assert_eq!(stage(Regular, "1001"), None, "no step back is proposed");
    }

    #[test]
    fn holidays_never_count_as_weeks_without_use() {
        assert_eq!(
            stage(Onboarded, "1vv000"),
            Some(Active),
            "four school weeks, holidays apart"
        );
        assert_eq!(stage(Active, "00000vv"), None, "five school weeks and holidays");
        assert_eq!(stage(Active, "000vv000"), Some(Lapsed));
        assert_eq!(stage(Active, "000vV000"), None, "a use in the holidays is a use");
        assert_eq!(stage(Lapsed, "000vV000"), Some(Active));
    }

    #[test]
    fn a_week_that_nobody_measured_lapses_nobody() {
        assert_eq!(stage(Active, "000000"), Some(Lapsed));
        assert_eq!(stage(Active, "00.000"), None);
        assert_eq!(stage(Active, "......"), None);
        assert_eq!(
            stage(Onboarded, "...1"),
            Some(Active),
            "a use is a use all the same"
        );
    }

    #[test]
    fn who_was_never_onboarded_cannot_lapse_and_who_declined_is_left_in_peace() {
        assert_eq!(stage(Identified, "000000"), None);
        assert_eq!(stage(Contacted, "000000"), None);
        assert_eq!(stage(Declined, "1111"), None);
        assert_eq!(stage(Identified, "1111"), Some(Regular));
    }

    #[test]
    fn weeks_before_the_stage_began_are_not_weeks_without_use() {
        let weeks = weeks("000000");
        assert_eq!(suggest(Onboarded, monday(3).monday(), &weeks), None);
        assert!(suggest(Onboarded, monday(0).monday(), &weeks).is_some());
    }

    #[test]
    fn the_day_proposed_is_in_the_week_that_showed_it_and_never_before_the_last_stage() {
        let found = |text: &str, since| suggest(Onboarded, since, &weeks(text)).unwrap();
        assert_eq!(found("0101", since()).day, monday(1).monday());
        assert_eq!(found("1110", since()).day, monday(2).monday());
        assert_eq!(found("000000", monday(0).monday()).day, monday(5).sunday());
        let late = monday(2).sunday();
        assert_eq!(found("0101", late).day, late);
        assert_eq!(found("0101", late).used, 2);
    }

    #[test]
    fn who_was_said_to_have_lapsed_comes_back_only_by_a_later_use() {
        let friday = monday(3).day(4);
        assert_eq!(
            suggest(Lapsed, friday, &weeks("1110")),
            None,
            "these uses are of before"
        );
        let back = suggest(Lapsed, friday, &weeks("11101")).unwrap();
        assert_eq!((back.stage, back.day), (Active, monday(4).monday()));
    }

    #[test]
    fn too_few_weeks_say_nothing() {
        assert_eq!(stage(Onboarded, "111"), None);
        assert_eq!(stage(Onboarded, ""), None);
    }
}
