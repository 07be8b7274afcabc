//! What is ahead of the weekly chart: the forecast and the objective.

use crate::picture::Picture;
use crate::world;
use chart::{Layout, Weekly, weekly};
use chrono::Days;

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

fn same(drawn: f64, figure: i64, picture: &Picture) -> bool {
    (drawn - figure as f64).abs() <= 2.0 * picture.units_per_tenth()
}

/// Each Monday of the year as today, with weeks ahead until its end.
fn each_week() -> Vec<Weekly> {
    let whole = world::year();
    let monday = |index: u64| whole.points[0].week + Days::new(7 * index);
    let seen_from = |index: u64| {
        let mut figures = world::forecast();
        figures.today = monday(index);
        let point = &whole.points[usize::try_from(index).unwrap()];
        let using = point.counts[3] + point.counts[4];
        let weeks = figures.ahead.iter().cycle().zip(index + 1..52);
        figures.ahead = weeks
            .map(|(week, later)| {
                let mut week = *week;
                let grown = using + 90 * i64::try_from(later - index).unwrap();
                (week.week, week.low, week.middle) = (monday(later), grown - 80, grown);
                week.high = grown + 400;
                week
            })
            .collect();
        figures
    };
    (0..51).map(seen_from).collect()
}

#[test]
fn the_forecast_begins_today_and_ends_with_its_last_week() {
    let figures = world::forecast();
    for layout in LAYOUTS {
        let picture = Picture::of(&weekly(&figures, layout));
        let onboarded = picture.area("c12-onboarded");
        assert_eq!(onboarded.len(), 29, "only what is over is drawn as done");
        let median = picture.line("c12-onboarded-ahead");
        assert_eq!(median.len(), figures.ahead.len() + 1);
        let end = onboarded[onboarded.len() - 1];
        assert!((median[0].0 - end.0).abs() < 0.01 && (median[0].1 - end.1).abs() < 0.01);
        let area = picture.line("c12-onboarded-spread");
        let weeks = median.iter().skip(1).zip(area.iter().skip(1));
        for ((middle, high), week) in weeks.zip(&figures.ahead) {
            assert!(same(middle.1, week.middle, &picture), "{middle:?} {week:?}");
            assert!(same(high.1, week.high, &picture), "{high:?} {week:?}");
        }
        // The lower edge comes back from the last week.
        for (low, week) in area
            .iter()
            .skip(figures.ahead.len() + 1)
            .zip(figures.ahead.iter().rev())
        {
            assert!(same(low.1, week.low, &picture), "{low:?} {week:?}");
        }
        assert!((picture.line("c12-today")[0].0 - median[0].0).abs() < 0.01);
        let texts = picture.texts().join("; ");
        assert!(
            texts.contains("aujourd’hui") && texts.contains("juil."),
            "{texts}"
        );
        assert!(texts.contains("prévision 18\u{202f}"), "{texts}");
    }
}

#[test]
fn the_objective_is_a_point_at_its_day_and_its_height_with_its_name() {
    let mut figures = world::forecast();
    figures.ahead.clear();
    for units in [100, 19_584, 24_480, 30_000] {
        figures.objective.as_mut().unwrap().units = units;
        for layout in LAYOUTS {
            let picture = Picture::of(&weekly(&figures, layout));
            let corners = picture.line("c12-objective");
            let (left, right) = (corners[0], corners[2]);
            let middle = ((left.0 + right.0) / 2.0, left.1);
            assert!(same(middle.1, units, &picture), "{middle:?}");
            // Nothing else is ahead: the axis ends at its day.
            let edge = picture.paths("c12-grid")[0][1].0;
            assert!((middle.0 - edge).abs() < 2.0, "{middle:?} {edge}");
            assert!(picture.line("c12-today")[0].0 < middle.0);
            assert!(picture.texts().join("; ").contains("objectif au 30\u{a0}juin"));
        }
    }
}

#[test]
fn words_stay_apart_whenever_today_is() {
    for figures in each_week() {
        for layout in LAYOUTS {
            let svg = weekly(&figures, layout);
            let picture = Picture::of(&svg);
            let boxes = picture.boxes();
            for (index, one) in boxes.iter().enumerate() {
                assert!(
                    one.within(&picture),
                    "{one:?} is outside on {} in {layout:?}",
                    figures.today
                );
                for other in &boxes[index + 1..] {
                    assert!(
                        !one.covers(other),
                        "{one:?} and {other:?} on {} in {layout:?}",
                        figures.today
                    );
                }
            }
            for name in [
                "aujourd’hui",
                "embarquées",
                "utilisatrices",
                "prévision",
                "objectif",
            ] {
                assert!(svg.contains(name), "{name} on {} in {layout:?}", figures.today);
            }
        }
    }
}

#[test]
fn weeks_that_are_over_are_no_forecast() {
    let mut figures = world::forecast();
    let drawn = weekly(&figures, Layout::Wide);
    let mut over = figures.ahead[0];
    over.week = over.week - Days::new(14);
    figures.ahead.insert(0, over);
    assert_eq!(weekly(&figures, Layout::Wide), drawn);
}
