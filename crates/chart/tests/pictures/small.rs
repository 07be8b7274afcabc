//! Sparklines and bars.

use crate::picture::Picture;
use chart::{sparkline, stage_bar};

#[test]
fn a_sparkline_runs_from_zero_to_the_greatest_value() {
    let course = [0, 25, 50, 50, 50, 100, 0];
    let path = Picture::raw_paths(&sparkline(&course, 100)).remove(0);
    assert_eq!(path.first(), Some(&(2.0, 22.0)));
    assert_eq!(path.last(), Some(&(94.0, 22.0)));
    let tops: Vec<f64> = path.iter().map(|(_, top)| *top).collect();
    assert_eq!(
        tops,
        [22.0, 17.0, 12.0, 12.0, 2.0, 22.0],
        "equal values in a row are one move"
    );
}

#[test]
fn a_sparkline_of_sixty_weeks_takes_350_bytes_at_most() {
    let course: Vec<i64> = (0..60).map(|week| week * week * 7 / 25 + week % 3 * 9).collect();
    let size = sparkline(&course, 1_000).len();
    assert!(size <= 350, "{size}");
    assert_eq!(sparkline(&[], 10), "");
    assert!(sparkline(&[3], 10).contains("<circle cx=\"2\" cy=\"16\" r=\"2\"/>"));
    assert!(
        sparkline(&[-5, 20], 10).contains("M2 22l92-20"),
        "drawn at the nearest of its ends"
    );
    assert!(sparkline(&[0, 0], 0).contains("M2 22h92"));
}

#[test]
fn a_bar_gives_each_group_of_stages_its_share() {
    let bar = stage_bar(&[10, 20, 30, 15, 15, 6, 4]);
    let spans: Vec<(f64, f64)> = Picture::raw_paths(&bar)
        .iter()
        .map(|path| (path[0].0, path[1].0))
        .collect();
    assert_eq!(
        spans,
        [
            (0.0, 60.0),
            (60.0, 120.0),
            (120.0, 160.0),
            (160.0, 180.0),
            (180.0, 200.0),
            (0.0, 200.0)
        ]
    );
    assert_eq!(Picture::raw_paths(&stage_bar(&[0; 7])).len(), 1, "only the frame");
}
