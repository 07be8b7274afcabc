//! The day an objective is reached, and the pace that it takes.

use super::{TEN_WEEKS, after, ahead_of, course, weeks};
use crate::adoption::forecast::*;

#[test]
fn an_objective_is_reached_already_later_or_not_in_sight() {
    let seen = weeks(&TEN_WEEKS);
    let ahead = after(&seen, &[1.0; 20]);
    let by = |objective| {
        let told = Course {
            objective: Some(objective),
            ..course(&seen, 100, &ahead)
        };
        ahead_of(&told).reached_objective.unwrap()
    };
    let all = |day| ReachedBy {
        early: day,
        middle: day,
        late: day,
    };
    assert_eq!(
        by(20),
        all(Some(seen[5].week.sunday())),
        "the week that reached it"
    );
    assert_eq!(by(101), all(None), "above the units known");
    let soon = by(47);
    assert_eq!(soon.early, Some(ahead[0].week.monday()));
    assert!(soon.late <= Some(ahead[1].week.sunday()), "{soon:?}");
    let started = Course {
        before: 1,
        objective: Some(1),
        ..course(&seen, 100, &ahead)
    };
    let before = seen[0].week.back(1).sunday();
    assert_eq!(ahead_of(&started).reached_objective, Some(all(Some(before))));
    assert_eq!(ahead_of(&course(&seen, 100, &ahead)).reached_objective, None);
}

#[test]
fn the_pace_needed_counts_school_weeks_only() {
    let seen = weeks(&TEN_WEEKS);
    let ahead = after(&seen, &[1.0, 0.5, 0.0, 1.0]);
    let pace = |objective, ahead: &[WeekAhead]| {
        pace_needed(&Course {
            objective,
            ..course(&seen, 1_000, ahead)
        })
    };
    assert_eq!(pace(Some(145), &ahead), Some(40.0));
    assert_eq!(pace(Some(45), &ahead), Some(0.0), "reached");
    assert_eq!(pace(Some(1_001), &ahead), None, "above the units");
    assert_eq!(pace(Some(145), &ahead[2..3]), None, "holidays only");
    assert_eq!(pace(None, &ahead), None);
}
