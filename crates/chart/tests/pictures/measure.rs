//! The size and the time of each chart: `cargo test --release -p chart -- --ignored --nocapture`.
//! The folder named by `PICTURES` receives the charts.

use crate::{money, nation, world};
use chart::{Layout, funnel, map, multiples, sparkline, stage_bar, weekly, window};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The shortest of many times: what the machine's other work adds is left out.
fn measure(name: &str, most: Duration, draw: impl Fn() -> String) -> String {
    let svg = draw();
    let time = |_| {
        let start = Instant::now();
        for _ in 0..50 {
            black_box(draw());
        }
        start.elapsed() / 50
    };
    let shortest = (0..40).map(time).min().unwrap();
    println!("{name:<20} {:>6} bytes {shortest:>10.2?}", svg.len());
    assert!(shortest <= most, "{name} takes {shortest:?}");
    svg
}

/// Measures a chart in both layouts, and keeps its drawings in the folder.
fn measure_layouts(name: &str, most: Duration, draw: impl Fn(Layout) -> String) {
    for layout in [Layout::Wide, Layout::Narrow] {
        let name = format!("{name}-{layout:?}").to_lowercase();
        let svg = measure(&name, most, || draw(layout));
        keep(&format!("{name}.svg"), &svg);
    }
}

fn keep(file: &str, drawn: &str) {
    if let Ok(folder) = std::env::var("PICTURES") {
        std::fs::write(format!("{folder}/{file}"), drawn).unwrap();
    }
}

/// What a chart of time takes at most.
const MOST: Duration = Duration::from_micros(300);

#[test]
#[ignore = "times are those of a release build"]
fn charts_are_drawn_within_their_time() {
    for (name, figures) in [
        ("year", world::year()),
        ("march", world::march()),
        ("forecast", world::forecast()),
        ("long", world::long()),
    ] {
        measure_layouts(name, MOST, |layout| weekly(black_box(&figures), layout));
    }
    for (name, figures) in money::all() {
        measure_layouts(name, MOST, |layout| window(black_box(&figures), layout));
    }
    comparisons();
    long_windows();
    inline_charts();
}

fn comparisons() {
    for (name, figures) in [
        ("departments", nation::departments()),
        ("academies", nation::academies()),
    ] {
        measure_layouts(name, MOST, |layout| map(black_box(&figures), layout));
    }
    let figures = nation::funnel();
    measure_layouts("funnel", Duration::from_millis(2), |layout| {
        funnel(black_box(&figures), layout)
    });
    let figures = nation::multiples();
    let panels = measure("multiples", Duration::from_micros(500), || {
        multiples(black_box(&figures))
    });
    keep("multiples.html", &panels);
}

fn long_windows() {
    for weeks in [30, 104] {
        let mut figures = money::long();
        figures.steps.truncate(weeks);
        figures.today = figures.steps[weeks - 1].day;
        figures.ahead = money::ahead(
            figures.steps[weeks - 1],
            figures.end,
            money::CEILING,
            31_700,
            27_350,
        );
        for layout in [Layout::Wide, Layout::Narrow] {
            let name = format!("money-{weeks}-{layout:?}").to_lowercase();
            measure(&name, MOST, || window(black_box(&figures), layout));
        }
    }
    // The names of four days at one place: the longest search there is.
    let mut figures = money::july();
    (figures.month6, figures.month8, figures.end) = (figures.today, figures.today, figures.today);
    measure("money-crowded", MOST, || {
        window(black_box(&figures), Layout::Narrow)
    });
}

fn inline_charts() {
    let course: Vec<i64> = (0..60).map(|week| week * week * 7 / 25 + week % 3 * 4).collect();
    let zigzag: Vec<i64> = (0..60).map(|week| week % 2 * 1_000).collect();
    let most = Duration::from_micros(5);
    measure("sparkline-course", most, || sparkline(black_box(&course), 1_000));
    measure("sparkline-zigzag", most, || sparkline(black_box(&zigzag), 1_000));
    measure("stage-bar", most, || {
        stage_bar(black_box(&[2_690, 4_406, 3_027, 5_141, 9_088, 80, 48]))
    });
}
