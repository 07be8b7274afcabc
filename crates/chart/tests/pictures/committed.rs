//! Each picture is the committed one: `UPDATE_PICTURES=1 cargo test -p chart` draws them anew.

use crate::{cohorts::months, money, nation, picture::Picture, world};
use chart::{
    Bars, Layout, bars, cohorts, funnel, map, multiples, multiples_sheet, sparkline, stage_bar, weekly,
    window,
};
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

/// A map without its territories' shapes: they come with the front build, and nothing of others is committed.
fn without_shapes(map: &str) -> String {
    let mut parts = map.split("d=\"M");
    let mut kept = parts.next().unwrap().to_owned();
    for part in parts {
        let (path, rest) = part.split_once('"').unwrap();
        kept.push_str(if path.len() > 20 { "d=\"…" } else { "d=\"M" });
        kept.push_str(if path.len() > 20 { "" } else { path });
        kept.push('"');
        kept.push_str(rest);
    }
    kept.replace("</a>", "</a>\n")
}

fn reached() -> Bars {
    let rows = [
        ("Identifiée", 2_450),
        ("Contactée", 661),
        ("Embarquée", 539),
        ("Active", 0),
    ];
    Bars {
        rows: rows.map(|(name, reached)| (name.to_owned(), reached)).to_vec(),
        whole: 2_450,
        title: "27 % des classes ont été contactées".to_owned(),
        description: "Classes qui ont atteint chaque stade.".to_owned(),
        id: "entonnoir".to_owned(),
    }
}

#[test]
fn bars_begin_at_zero_and_end_with_their_share_of_the_whole() {
    let svg = bars(&reached());
    let lines = Picture::raw_paths(&svg);
    let width = |line: &[(f64, f64)]| line[1].0 - line[0].0;
    let whole = width(&lines[1]);
    for (rank, (name, reached)) in reached().rows.iter().enumerate() {
        let share = width(&lines[2 * rank]) / whole;
        assert!(
            (share - *reached as f64 / 2_450.0).abs() < 0.001,
            "{name}: {share}"
        );
    }
    assert!(svg.contains("661 (27\u{202f}%)"), "{svg}");
    let nothing = Bars {
        whole: 0,
        ..reached()
    };
    assert_eq!(bars(&nothing), "");
}

#[test]
fn each_map_is_the_committed_one_but_for_its_shapes() {
    for (name, figures) in [
        ("departments", nation::departments()),
        ("academies", nation::academies()),
    ] {
        let wide = map(&figures, Layout::Wide);
        holds(&format!("{name}-wide"), &without_shapes(&wide));
        let narrow = map(&figures, Layout::Narrow);
        holds(&format!("{name}-narrow"), &without_shapes(&narrow));
    }
}

#[test]
fn each_picture_is_the_committed_one_to_the_byte() {
    let charts = [
        ("year", world::year()),
        ("march", world::march()),
        ("forecast", world::forecast()),
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
    holds("funnel-wide", &funnel(&nation::funnel(), Layout::Wide));
    holds("funnel-narrow", &funnel(&nation::funnel(), Layout::Narrow));
    holds("cohorts-wide", &cohorts(&months(), Layout::Wide));
    holds("cohorts-narrow", &cohorts(&months(), Layout::Narrow));
    let panels = multiples(&nation::multiples());
    holds("multiples", &panels.replace("<li>", "\n<li>"));
    let sheet = multiples_sheet(&nation::multiples());
    holds(
        "multiples-sheet",
        &sheet.replace("<g transform", "\n<g transform"),
    );
    holds("bars", &bars(&reached()));
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
