//! What a course of weeks says: which weeks nobody measured, what is usual.

use crate::calendar::Week;

/// The weeks between two, both included, that are not measured, as runs: (first, last).
pub fn gaps(measured: impl Fn(Week) -> bool, from: Week, to: Week) -> Vec<(Week, Week)> {
    let mut gaps: Vec<(Week, Week)> = Vec::new();
    let mut week = from;
    while week <= to {
        if !measured(week) {
            match gaps.last_mut() {
                Some((_, last)) if last.next() == week => *last = week,
                _ => gaps.push((week, week)),
            }
        }
        week = week.next();
    }
    gaps
}

/// The weeks of some runs.
pub fn weeks_of(gaps: &[(Week, Week)]) -> i64 {
    let of = |(first, last): &(Week, Week)| i64::from(last.number() - first.number()) + 1;
    gaps.iter().map(of).sum()
}

/// The median of some values, the mean of the two in the middle where they are two; none of none.
pub fn median(values: impl IntoIterator<Item = i64>) -> Option<i64> {
    let mut values: Vec<i64> = values.into_iter().collect();
    values.sort_unstable();
    let (low, high) = (values.len().checked_sub(1)? / 2, values.len() / 2);
    Some(i64::midpoint(*values.get(low)?, *values.get(high)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn weeks_that_follow_one_another_are_one_gap() {
        let first = Week::of(NaiveDate::from_ymd_opt(2021, 1, 4).unwrap());
        let week = |rank: i32| Week::numbered(first.number() + rank).unwrap();
        let measured = [0, 3, 4, 6].map(week);
        let found = gaps(|week| measured.contains(&week), week(0), week(7));
        assert_eq!(
            found,
            [(week(1), week(2)), (week(5), week(5)), (week(7), week(7))]
        );
        assert_eq!(weeks_of(&found), 4);
        assert_eq!(gaps(|_| true, week(0), week(7)), []);
        assert_eq!(gaps(|_| false, week(3), week(0)), [], "an empty span");
    }

    #[test]
    fn a_median_is_in_the_middle() {
        assert_eq!(median([5, 1, 9]), Some(5));
        assert_eq!(median([100, 200, 1_000, 1_200]), Some(600));
        assert_eq!(median([]), None);
    }
}
