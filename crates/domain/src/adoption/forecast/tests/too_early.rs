//! Too early to forecast: what is said then, and what a past year is used for.

use super::{TEN_WEEKS, after, ahead_of, course, weeks};
use crate::adoption::forecast::*;

#[test]
fn it_is_too_early_below_a_fifth_or_before_eight_school_weeks() {
    let seen = weeks(&TEN_WEEKS);
    let ahead = after(&seen, &[1.0; 5]);
    assert!(matches!(
        forecast(&course(&seen, 225, &ahead)),
        AdoptionForecast::Ahead(_)
    ));
    assert_eq!(
        forecast(&course(&seen, 226, &ahead)),
        AdoptionForecast::TooEarly {
            reached: 45,
            needed: 46,
            weeks: 10,
            weeks_needed: 8
        }
    );
    let short = AdoptionForecast::TooEarly {
        reached: 24,
        needed: 20,
        weeks: 7,
        weeks_needed: 8,
    };
    assert_eq!(forecast(&course(&seen[..7], 100, &ahead)), short);
    let late = weeks(&[&[0; 20][..], &TEN_WEEKS[..7]].concat());
    assert_eq!(
        forecast(&course(&late, 100, &ahead)),
        short,
        "weeks before the first unit teach nothing"
    );
    let nobody = forecast(&course(&[], 0, &[]));
    assert!(
        matches!(
            nobody,
            AdoptionForecast::TooEarly {
                reached: 0,
                needed: 1,
                ..
            }
        ),
        "{nobody:?}"
    );
}

#[test]
fn a_past_year_is_used_while_it_is_too_early_and_said() {
    let seen = weeks(&TEN_WEEKS[..3]);
    let ahead = after(&seen, &[1.0; 20]);
    let prior = Some(Hazard { p: 0.01, q: 0.1 });
    let told = Course {
        prior,
        ..course(&seen, 100, &ahead)
    };
    assert_eq!(ahead_of(&told).basis, Basis::PastYear);
    let enough = weeks(&TEN_WEEKS);
    let told = Course {
        prior,
        ..course(&enough, 100, &ahead)
    };
    assert_eq!(ahead_of(&told).basis, Basis::ThisYear);
    for (p, q) in [(0.0, 0.0), (f64::NAN, 0.1), (0.1, f64::INFINITY), (-0.1, 0.3)] {
        let told = Course {
            prior: Some(Hazard { p, q }),
            ..course(&seen, 100, &ahead)
        };
        assert!(
            matches!(forecast(&told), AdoptionForecast::TooEarly { .. }),
            "{p} {q} is no hazard"
        );
    }
}
