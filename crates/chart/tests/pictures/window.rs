//! The money as drawn is the money as counted.

use crate::money::{self, CEILING};
use crate::picture::Picture;
use crate::world::day;
use chart::{Layout, Window, window};
use chrono::{Days, NaiveDate};

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

fn drawn(figures: &Window, layout: Layout) -> Picture {
    Picture::of(&window(figures, layout))
}

/// Two tenths of a pixel: each end of the scale and the point itself are rounded.
fn same(euros: f64, cents: i64, picture: &Picture) -> bool {
    (euros - cents as f64 / 100.0).abs() <= 2.0 * picture.units_per_tenth()
}

/// Where a day lies, from the two ends of the ceiling's line.
fn place(picture: &Picture, figures: &Window, last: NaiveDate, day: NaiveDate) -> f64 {
    let ceiling = picture.line("c12-ceiling");
    let (left, right) = (ceiling[0].0, ceiling[1].0);
    let first = figures.start.min(figures.steps[0].day);
    left + (right - left) * (day - first).num_days() as f64 / (last - first).num_days() as f64
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 0.15
}

#[test]
fn the_steps_drawn_are_the_totals() {
    for (name, figures) in money::all() {
        for layout in LAYOUTS {
            let picture = drawn(&figures, layout);
            let last = if name == "money-far" {
                continue;
            } else {
                figures.end
            };
            for step in &figures.steps {
                let x = place(&picture, &figures, last, step.day);
                for (class, total) in [("c12-committed", step.committed), ("c12-paid", step.paid)] {
                    let level = picture.level(class, x + 0.1);
                    assert!(same(level, total, &picture), "{name} {class} {step:?}: {level}");
                }
            }
            let ends = figures.steps.last().unwrap();
            for (class, total) in [("c12-committed", ends.committed), ("c12-paid", ends.paid)] {
                let dot = picture.dots(class)[0];
                assert!(same(dot.1, total, &picture), "{name} {class} {dot:?}");
            }
        }
    }
}

#[test]
fn a_line_moves_only_along_the_axes() {
    for (name, figures) in money::all() {
        let picture = drawn(&figures, Layout::Wide);
        for class in ["c12-committed", "c12-paid"] {
            for pair in picture.line(class).windows(2) {
                let level = (pair[0].1 - pair[1].1).abs() < 1e-6;
                assert!(level || pair[0].0 == pair[1].0, "{name}: {pair:?}");
            }
        }
    }
}

#[test]
fn the_steady_pace_runs_from_the_start_to_the_ceiling_at_six_and_eight_months() {
    for (name, figures) in money::all() {
        for layout in LAYOUTS {
            let picture = drawn(&figures, layout);
            let last = if name == "money-far" {
                continue;
            } else {
                figures.end
            };
            let wedge = picture.line("c12-pace");
            let corners = [
                (figures.start, figures.band_from),
                (figures.month6, figures.ceiling),
                (figures.month8, figures.ceiling),
            ];
            for ((x, euros), (day, cents)) in wedge.into_iter().zip(corners) {
                let expected = place(&picture, &figures, last, day);
                assert!(near(x, expected), "{name} in {layout:?}: {x} {expected}");
                assert!(same(euros, cents, &picture), "{name} {euros} {cents}");
            }
        }
    }
}

#[test]
fn medians_and_spreads_are_the_forecasts() {
    let figures = money::july();
    for layout in LAYOUTS {
        let picture = drawn(&figures, layout);
        let at = |day| place(&picture, &figures, figures.end, day);
        let median = picture.line("c12-committed-ahead");
        let area = picture.line("c12-committed-spread");
        let end = figures.steps.last().unwrap();
        assert!(near(median[0].0, at(end.day)) && same(median[0].1, end.committed, &picture));
        let reached = figures
            .ahead
            .iter()
            .position(|ahead| ahead.committed.middle == CEILING);
        assert_eq!(
            median.len(),
            reached.unwrap() + 2,
            "drawn until it reaches the ceiling"
        );
        for (point, ahead) in median.iter().skip(1).zip(&figures.ahead) {
            assert!(near(point.0, at(ahead.day)), "{point:?} {}", ahead.day);
            assert!(
                same(point.1, ahead.committed.middle, &picture),
                "{point:?} {ahead:?}"
            );
        }
        for (point, ahead) in area.iter().skip(1).zip(&figures.ahead).take(9) {
            assert!(
                same(point.1, ahead.committed.high, &picture),
                "{point:?} {ahead:?}"
            );
        }
        for (point, ahead) in area
            .iter()
            .rev()
            .rev()
            .skip(area.len() - 9)
            .rev()
            .zip(&figures.ahead)
        {
            assert!(
                same(point.1, ahead.committed.low, &picture),
                "{point:?} {ahead:?}"
            );
        }
        let paid = picture.line("c12-paid-ahead");
        assert_eq!(paid.len(), figures.ahead.len() + 1);
        for (point, ahead) in paid.iter().skip(1).zip(&figures.ahead) {
            assert!(same(point.1, ahead.paid.middle, &picture), "{point:?} {ahead:?}");
        }
    }
}

#[test]
fn a_forecast_never_passes_the_ceiling_and_bends_on_the_day_it_meets_it() {
    let mut figures = money::july();
    for ahead in &mut figures.ahead {
        for total in [&mut ahead.committed, &mut ahead.paid] {
            (total.low, total.middle, total.high) = (2 * total.low, 2 * total.middle, 2 * total.high);
        }
    }
    for figures in [figures, money::lowered(), money::unpaid()] {
        for layout in LAYOUTS {
            let picture = drawn(&figures, layout);
            let most = figures.ceiling as f64 / 100.0 + 2.0 * picture.units_per_tenth();
            for class in [
                "c12-committed-ahead",
                "c12-committed-spread",
                "c12-paid-ahead",
                "c12-paid-spread",
            ] {
                assert!(
                    picture.line(class).iter().all(|(_, euros)| *euros <= most),
                    "{class}"
                );
            }
            let median = picture.line("c12-committed-ahead");
            assert!(same(median[median.len() - 1].1, figures.ceiling, &picture));
        }
    }
}

#[test]
fn without_a_forecast_nothing_is_drawn_after_today() {
    for figures in [money::before(), money::opening(), money::spent(), money::long()] {
        let svg = window(&figures, Layout::Wide);
        for class in ["-ahead", "-spread", "prévision"] {
            assert!(!svg.contains(class), "{class} in {}", figures.today);
        }
    }
}

#[test]
fn planned_credits_are_drawn_only_where_they_differ_from_the_ceiling() {
    let july = window(&money::july(), Layout::Wide);
    assert!(!july.contains("c12-allotted") && !july.contains("dotation"));
    let november = drawn(&money::november(), Layout::Wide);
    let line = november.line("c12-allotted");
    assert!(same(line[0].1, 3_000_000, &november) && same(line[2].1, CEILING, &november));
    assert_eq!(line.len(), 3, "up to the ceiling and no further: {line:?}");
    let lowered = drawn(&money::lowered(), Layout::Narrow);
    let levels: Vec<f64> = lowered
        .line("c12-allotted")
        .iter()
        .map(|(_, euros)| *euros)
        .collect();
    assert_eq!(levels.len(), 5, "{levels:?}");
    assert!(same(levels[2], CEILING, &lowered) && same(levels[4], 4_000_000, &lowered));
    let ceiling = lowered.line("c12-ceiling");
    assert!(same(ceiling[0].1, 4_000_000, &lowered) && same(ceiling[1].1, 4_000_000, &lowered));
}

#[test]
fn all_that_counts_is_said_in_words() {
    for layout in LAYOUTS {
        for (name, figures) in money::all() {
            let texts = drawn(&figures, layout).texts().join("; ");
            for words in [
                "aujourd’hui",
                "mois 6",
                "mois 8",
                "fin de la convention",
                "Plafond : ",
                "Engagé (AE) ",
                "Payé (CP) ",
                "rythme régulier",
            ] {
                assert!(texts.contains(words), "{words} of {name} in {layout:?}: {texts}");
            }
        }
        let july = drawn(&money::july(), layout).texts().join("; ");
        assert!(july.contains("Engagé (AE) 31\u{202f}200\u{202f}€"), "{july}");
        assert!(july.contains("Payé (CP) 20\u{202f}700\u{202f}€"), "{july}");
        assert!(july.contains("Plafond : 50\u{202f}000\u{202f}€"), "{july}");
        let before = drawn(&money::before(), layout).texts().join("; ");
        assert!(before.contains("début de la fenêtre"), "{before}");
    }
}

#[test]
fn the_axis_ends_with_the_convention_unless_the_window_would_be_squeezed() {
    for layout in LAYOUTS {
        let (july, far) = (drawn(&money::july(), layout), drawn(&money::far(), layout));
        assert_eq!(july.paths("c12-mark").len(), 2);
        assert_eq!(
            july.paths("c12-axis").len(),
            2,
            "the axis and the end of the convention"
        );
        assert_eq!(far.paths("c12-axis").len(), 1, "the end is only named");
        let texts = far.texts().join("; ");
        assert!(texts.contains("fin de la convention : 31 déc. 2021 →"), "{texts}");
        let months = july.texts().join("; ");
        assert!(!months.contains("2022"), "{months}");
    }
    let mut late = money::july();
    (late.start, late.month6, late.month8) = (day(2021, 9, 1), day(2022, 2, 28), day(2022, 4, 30));
    let texts = drawn(&late, Layout::Wide).texts().join("; ");
    assert!(
        texts.contains("2022") && texts.contains("fin de la convention"),
        "{texts}"
    );
}

#[test]
fn today_is_drawn_where_the_lines_end() {
    for (name, figures) in money::all() {
        let picture = drawn(&figures, Layout::Wide);
        let today = picture.line("c12-today")[0].0;
        assert!(near(picture.dots("c12-committed")[0].0, today), "{name}");
        let line = picture.line("c12-committed");
        assert!(near(line[line.len() - 1].0, today), "{name}");
    }
}

#[test]
fn only_what_is_over_is_drawn_as_done() {
    let mut figures = money::july();
    let whole = window(&figures, Layout::Wide);
    let mut later = *figures.steps.last().unwrap();
    later.day = later.day + Days::new(7);
    later.committed = CEILING;
    figures.steps.push(later);
    assert_eq!(window(&figures, Layout::Wide), whole);
    figures.steps.clear();
    assert_eq!(window(&figures, Layout::Wide), "", "no step");
}

#[test]
fn a_great_convention_is_drawn_as_exactly_as_a_small_one() {
    for factor in [1, 1_000, 10_000_000] {
        let mut figures = money::july();
        figures.ceiling *= factor;
        figures.allotted.clear();
        figures.ahead.clear();
        for step in &mut figures.steps {
            (step.committed, step.paid) = (step.committed * factor, step.paid * factor);
        }
        let picture = drawn(&figures, Layout::Wide);
        let end = figures.steps.last().unwrap();
        assert!(same(picture.dots("c12-committed")[0].1, end.committed, &picture));
        assert!(same(picture.line("c12-ceiling")[0].1, figures.ceiling, &picture));
    }
}
