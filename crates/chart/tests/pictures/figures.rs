//! What is drawn is what was counted.

use crate::picture::Picture;
use crate::world;
use chart::{Layout, Weekly, weekly};
use chrono::Days;

/// Half a tenth of a pixel on each side, and the same on the scale's two ends.
fn same(drawn: f64, figure: i64, picture: &Picture) -> bool {
    (drawn - figure as f64).abs() <= 2.0 * picture.units_per_tenth()
}

fn read_back(figures: &Weekly, layout: Layout) {
    let picture = Picture::of(&weekly(figures, layout));
    let drawn: Vec<_> = figures
        .points
        .iter()
        .filter(|point| point.week <= figures.today)
        .collect();
    let onboarded = picture.area("c12-onboarded");
    let using = picture.area("c12-using");
    assert_eq!((onboarded.len(), using.len()), (drawn.len(), drawn.len()));
    for (index, point) in drawn.iter().enumerate() {
        let [_, _, onboarded_only, active, regular, _, _] = point.counts;
        assert!(
            same(using[index].1, active + regular, &picture),
            "{:?} {}",
            using[index],
            point.week
        );
        assert!(
            same(onboarded[index].1, onboarded_only + active + regular, &picture),
            "{}",
            point.week
        );
        let census = picture.level("c12-census", using[index].0);
        assert!(
            same(census, point.counts.iter().sum(), &picture),
            "{} {census}",
            point.week
        );
    }
}

#[test]
fn the_points_drawn_are_the_figures() {
    for layout in [Layout::Wide, Layout::Narrow] {
        read_back(&world::year(), layout);
        read_back(&world::march(), layout);
        read_back(&world::long(), layout);
    }
}

#[test]
fn a_huge_rollout_is_drawn_as_exactly_as_a_small_one() {
    for census in [80, 2_450_000, 3_000_000_000] {
        let mut figures = world::year();
        figures.points = world::points(world::day(2020, 8, 31), 52, census);
        read_back(&figures, Layout::Wide);
        read_back(&figures, Layout::Narrow);
    }
}

#[test]
fn last_year_is_drawn_as_its_share_of_this_years_census() {
    let figures = world::year();
    let picture = Picture::of(&weekly(&figures, Layout::Wide));
    let line = picture.line("c12-previous");
    assert_eq!(line.len(), figures.previous.len());
    for ((_, units), ((_, share), point)) in line.iter().zip(figures.previous.iter().zip(&figures.points)) {
        let expected = point.counts.iter().sum::<i64>() * share / 1_000;
        assert!(same(*units, expected, &picture), "{units} {expected}");
    }
}

#[test]
fn the_line_stops_today() {
    let march = Picture::of(&weekly(&world::march(), Layout::Wide));
    assert_eq!(march.area("c12-using").len(), 29);
    let texts = march.texts().join(" ");
    assert!(texts.contains("mars") && !texts.contains("avr."), "{texts}");
}

#[test]
fn a_missing_week_is_a_gap() {
    let mut figures = world::march();
    figures.points.drain(8..10);
    let picture = Picture::of(&weekly(&figures, Layout::Wide));
    assert_eq!(picture.paths("c12-using").len(), 2);
    figures.points.drain(9..10);
    let picture = Picture::of(&weekly(&figures, Layout::Wide));
    assert_eq!(
        picture.circles("c12-using"),
        2,
        "a week alone is a dot, the last one another"
    );
}

#[test]
fn the_first_week_alone_is_shown_with_its_labels() {
    let mut figures = world::year();
    figures.points.truncate(1);
    figures.points[0].counts = [10, 5, 3, 2, 1, 0, 0];
    figures.today = figures.points[0].week + Days::new(2);
    for layout in [Layout::Wide, Layout::Narrow] {
        let picture = Picture::of(&weekly(&figures, layout));
        let texts = picture.texts().join("; ");
        assert!(texts.contains("recensées 21;"), "{texts}");
        assert!(texts.contains("utilisatrices 3 (14\u{202f}%)"), "{texts}");
        assert_eq!(picture.circles("c12-using"), 2);
    }
}

#[test]
fn nothing_to_show_gives_no_picture() {
    let mut figures = world::year();
    figures.today = world::day(2020, 8, 30);
    assert_eq!(weekly(&figures, Layout::Wide), "", "before the first week");
    figures = world::year();
    figures.points.iter_mut().for_each(|point| point.counts = [0; 7]);
    assert_eq!(weekly(&figures, Layout::Wide), "", "only zeros");
    figures.points.clear();
    assert_eq!(weekly(&figures, Layout::Narrow), "", "no week");
}

#[test]
fn without_a_previous_year_its_line_and_label_are_absent() {
    let mut figures = world::year();
    figures.previous.clear();
    let svg = weekly(&figures, Layout::Wide);
    assert!(!svg.contains("c12-previous") && !svg.contains("l’an passé") && svg.contains("c12-using"));
}
