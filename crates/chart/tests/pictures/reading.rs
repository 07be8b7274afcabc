//! A chart can be read: by eye in each theme, by a screen reader, on a slow line.

use crate::picture::Picture;
use crate::{money, nation, world};
use chart::Ink;
use chart::{
    Layout, Weekly, Window, cohorts, funnel, map, multiples, share_bar, sparkline, stage_bar, weekly, window,
};
use chrono::Days;
use std::collections::BTreeSet;

fn stylesheet() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style");
    let files = ["chart.css", "map.css"];
    files
        .map(|file| std::fs::read_to_string(format!("{folder}/{file}")).unwrap())
        .concat()
}

fn classes(text: &str, before: char) -> BTreeSet<String> {
    let starts = text
        .match_indices("c12-")
        .filter(|(at, _)| text[..*at].ends_with([before, ' ']));
    let names = starts.map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        rest[..end.unwrap_or(rest.len())].to_owned()
    });
    names.collect()
}

#[test]
fn the_stylesheet_knows_each_class_that_is_drawn() {
    let styled = classes(&stylesheet(), '.');
    let inks: BTreeSet<String> = Ink::ALL.iter().map(|(_, class)| (*class).to_owned()).collect();
    let mut drawn = inks.clone();
    for svg in [
        weekly(&world::year(), Layout::Wide),
        weekly(&world::long(), Layout::Narrow),
        window(&money::july(), Layout::Wide),
        window(&money::lowered(), Layout::Narrow),
        map(&nation::departments(), Layout::Wide),
        map(&nation::academies(), Layout::Narrow),
        funnel(&nation::funnel(), Layout::Wide),
        multiples(&nation::multiples()),
        sparkline(&[1, 2], 2),
        stage_bar(&[1; 7]),
        share_bar(1, 2),
        cohorts(&crate::cohorts::months(), Layout::Wide),
    ] {
        drawn.extend(classes(&svg, '"'));
    }
    assert!(drawn.len() > inks.len());
    let unknown: Vec<_> = drawn.difference(&styled).collect();
    assert!(unknown.is_empty(), "no look for {unknown:?}");
    let unused: Vec<_> = styled.difference(&drawn).collect();
    assert!(unused.is_empty(), "a look for nothing: {unused:?}");
}

#[test]
fn a_picture_holds_no_colour_of_its_own() {
    for svg in [
        weekly(&world::year(), Layout::Wide),
        window(&money::july(), Layout::Wide),
        cohorts(&crate::cohorts::months(), Layout::Wide),
        map(&nation::departments(), Layout::Wide).replace("fill=\"url(#", ""),
    ] {
        for word in ["fill=", "stroke=", "style=", "rgb", "=\"#"] {
            assert!(!svg.contains(word), "{word}");
        }
    }
}

/// Figures whose lines end at the same places or next to the edges.
fn close() -> Vec<Weekly> {
    let last = [
        [0, 0, 0, 0, 500, 0, 0],
        [500, 0, 0, 0, 0, 0, 0],
        [0, 0, 1, 1, 498, 0, 0],
    ];
    let mut worlds = vec![world::year(), world::march(), world::long()];
    for counts in last {
        let mut figures = world::year();
        figures.points.iter_mut().for_each(|point| point.counts = counts);
        figures
            .previous
            .iter_mut()
            .for_each(|(_, share)| *share = 1_000 - *share / 700);
        worlds.push(figures);
    }
    let mut huge = world::year();
    huge.points = world::points(world::day(2020, 8, 31), 52, 2_450_000);
    worlds.push(huge);
    worlds
}

/// Windows whose words have the least room: each day as today, other ceilings, ends at the same place.
fn crowded() -> Vec<Window> {
    let mut worlds: Vec<Window> = money::all().into_iter().map(|(_, figures)| figures).collect();
    for days in 0..47 {
        let mut figures = money::july();
        figures.today = figures.start + Days::new(7 * days);
        figures.steps.retain(|step| step.day <= figures.today);
        worlds.push(figures);
    }
    for (ceiling, committed, paid) in [
        (99, 99, 98),
        (5_000_001, 4_999_999, 4_999_999),
        (900_000_000_000, 1, 0),
    ] {
        let mut figures = money::november();
        (figures.ceiling, figures.allotted) = (ceiling, Vec::new());
        figures
            .steps
            .iter_mut()
            .for_each(|step| (step.committed, step.paid) = (committed, paid));
        worlds.push(figures);
    }
    for apart in [0, 1, 3, 9, 27, 81] {
        let mut figures = money::july();
        (figures.month6, figures.month8) = (figures.today, figures.today + Days::new(apart));
        figures.end = figures.month8 + Days::new(apart);
        worlds.push(figures);
    }
    worlds
}

fn apart(svg: &str, layout: Layout) {
    let picture = Picture::of(svg);
    let boxes = picture.boxes();
    assert!(boxes.len() > 8);
    for (index, one) in boxes.iter().enumerate() {
        assert!(one.within(&picture), "{} is outside: {one:?}", one.text);
        for other in &boxes[index + 1..] {
            assert!(!one.covers(other), "{one:?} and {other:?} in {layout:?}");
        }
    }
}

#[test]
fn no_text_covers_another_nor_leaves_the_picture() {
    for layout in [Layout::Wide, Layout::Narrow] {
        for figures in close() {
            apart(&weekly(&figures, layout), layout);
        }
        for figures in crowded() {
            let svg = window(&figures, layout);
            apart(&svg, layout);
            for name in [">aujourd’hui", ">mois 6", ">mois 8", ">fin de la convention"] {
                assert!(svg.contains(name), "{name} on {} in {layout:?}", figures.today);
            }
        }
    }
}

#[test]
fn a_screen_reader_hears_the_title_and_the_description() {
    let mut figures = world::year();
    figures.title = "58 % & plus : \"classes\" <dédoublées>".to_owned();
    let (wide, narrow) = (weekly(&figures, Layout::Wide), weekly(&figures, Layout::Narrow));
    assert!(wide.contains("role=\"img\" aria-labelledby=\"adoption-wide-title adoption-wide-desc\""));
    assert!(wide.contains(
        "<title id=\"adoption-wide-title\">58 % &amp; plus : &quot;classes&quot; &lt;dédoublées&gt;</title>"
    ));
    assert!(wide.contains("<desc id=\"adoption-wide-desc\">Nombre de classes"));
    assert!(
        narrow.contains("<title id=\"adoption-narrow-title\">"),
        "both may stand in a page"
    );
    for small in [sparkline(&[1, 2], 2), stage_bar(&[1; 7])] {
        assert!(
            small.contains("aria-hidden=\"true\""),
            "the figure beside it says the same"
        );
    }
}

#[test]
fn charts_stay_within_their_size() {
    for (figures, layout, most) in [
        (world::year(), Layout::Wide, 6_144),
        (world::year(), Layout::Narrow, 6_144),
        (world::long(), Layout::Wide, 8_192),
        (world::long(), Layout::Narrow, 8_192),
    ] {
        let size = weekly(&figures, layout).len();
        assert!(
            size <= most,
            "{size} bytes for {} weeks in {layout:?}",
            figures.points.len()
        );
    }
    for (name, figures) in money::all() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let size = window(&figures, layout).len();
            assert!(size <= 6_144, "{size} bytes for {name} in {layout:?}");
        }
    }
    assert!(
        stylesheet().len() <= 10_752,
        "{} bytes of looks",
        stylesheet().len()
    );
}
