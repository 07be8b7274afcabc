//! The day the money runs out: today, soon, or not in sight.

use super::{a_quarter, ahead, moved, past};
use crate::funding::forecast::*;
use chrono::Days;

#[test]
fn money_runs_out_today_soon_or_not_in_sight() {
    let weeks = moved(&[(100_000, 0); 12]);
    let out = |left| ahead(&past(&weeks, left, 0)).ae_out;
    let today = weeks[11].week.sunday();
    let now = Some(today);
    assert_eq!(
        out(0),
        RunsOut {
            early: now,
            middle: now,
            late: now
        }
    );
    let never = RunsOut {
        early: None,
        middle: None,
        late: None,
    };
    assert_eq!(out(1_000_000_000), never);
    let soon = out(500_000);
    let fifth = today + Days::new(7 * 5);
    assert!(soon.early <= Some(fifth) && Some(fifth) <= soon.late, "{soon:?}");
    assert!(soon.late <= Some(fifth + Days::new(7 * 3)), "{soon:?}");
}

#[test]
fn a_last_day_that_is_past_or_in_the_running_week_leaves_no_week_ahead() {
    let weeks = a_quarter();
    let mut told = past(&weeks, 500_000, 700_000);
    told.today = weeks[12].week.monday();
    for until in [told.today - Days::new(30), told.today, told.today + Days::new(3)] {
        assert_eq!(ahead(&ForecastInput { until, ..told }).weeks, []);
    }
    let far = ahead(&ForecastInput {
        until: NaiveDate::MAX,
        ..told
    });
    assert_eq!(far.weeks.len(), 104, "two years at most");
}
