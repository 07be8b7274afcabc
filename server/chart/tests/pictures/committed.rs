//! Each picture is the committed one: `UPDATE_PICTURES=1 cargo test -p chart` draws them anew.

use crate::{money, world};
use chart::{Layout, sparkline, stage_bar, weekly, window};
use std::path::Path;

fn holds(name: &str, svg: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pictures")
        .join(name)
        .with_extension("svg");
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::write(&file, svg).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == svg,
        "{name} changed: look at it, then draw it anew with UPDATE_PICTURES=1"
    );
}

#[test]
fn each_picture_is_the_committed_one_to_the_byte() {
    let charts = [
        ("year", world::year()),
        ("march", world::march()),
        ("long", world::long()),
    ];
    for (name, figures) in charts {
        holds(&format!("{name}-wide"), &weekly(&figures, Layout::Wide));
        holds(&format!("{name}-narrow"), &weekly(&figures, Layout::Narrow));
    }
    for (name, figures) in money::all() {
        holds(&format!("{name}-wide"), &window(&figures, Layout::Wide));
        holds(&format!("{name}-narrow"), &window(&figures, Layout::Narrow));
    }
    let mut gap = world::march();
    gap.points.drain(8..10);
    gap.points.drain(9..10);
    holds("gap-wide", &weekly(&gap, Layout::Wide));
    holds("sparkline", &sparkline(&[0, 10, 10, 10, 40, 30, 70, 100], 100));
    holds(
        "stage-bar",
        &stage_bar(&[2_690, 4_406, 3_027, 5_141, 9_088, 80, 48]),
    );
}
