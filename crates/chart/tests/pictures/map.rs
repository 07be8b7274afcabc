//! The territories of a map are shaded, named and reached as their figures say.
//!
//! They need the shapes of the front build, as `cargo xtask test` makes it.

use crate::nation;
use crate::picture::Picture;
use chart::{Area, Layout, Map, map};
use std::collections::BTreeSet;

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

/// What stands between a territory's opening and its end, wherever it is drawn.
fn drawn<'s>(svg: &'s str, area: &Area) -> Vec<&'s str> {
    let open = format!("<a href=\"{}\"", area.href);
    let parts = svg.split(open.as_str()).skip(1);
    parts.map(|part| part.split("</a>").next().unwrap()).collect()
}

fn one(share: Option<i64>, units: i64) -> (Map, Area) {
    let mut figures = nation::departments();
    let area = figures
        .territories
        .iter_mut()
        .find(|area| area.code == "D35")
        .unwrap();
    (area.share_per_mille, area.units) = (share, units);
    let area = area.clone();
    (figures, area)
}

#[test]
fn each_territory_is_met_once_by_the_keyboard_and_shaded_by_its_share() {
    for (figures, count) in [(nation::departments(), 101), (nation::academies(), 30)] {
        assert_eq!(figures.territories.len(), count);
        for layout in LAYOUTS {
            let svg = map(&figures, layout);
            for area in &figures.territories {
                let places = drawn(&svg, area);
                let met = places
                    .iter()
                    .filter(|place| !place.starts_with(" tabindex=\"-1\" aria-hidden=\"true\""));
                assert_eq!(met.count(), 1, "{}", area.name);
                let class = match area.share_per_mille {
                    Some(share) => format!("class=\"c12-step-{}\"", ((share + 5) / 200).min(4) + 1),
                    None if area.units > 0 => "class=\"c12-few\"".to_owned(),
                    None => "class=\"c12-nothing\"".to_owned(),
                };
                assert!(
                    places.iter().all(|place| place.contains(&class)),
                    "{} {class}",
                    area.name
                );
            }
        }
    }
}

#[test]
fn a_share_stands_in_the_step_of_the_percent_that_is_written() {
    for (share, step) in [
        (0, 1),
        (194, 1),
        (195, 2),
        (200, 2),
        (394, 2),
        (600, 4),
        (794, 4),
        (800, 5),
        (1_000, 5),
    ] {
        let (figures, area) = one(Some(share), 400);
        let class = format!("\"c12-step-{step}\"");
        assert!(
            drawn(&map(&figures, Layout::Wide), &area)[0].contains(&class),
            "{share}"
        );
    }
}

#[test]
fn a_territory_tells_its_name_its_share_and_of_what() {
    let svg = map(&nation::departments(), Layout::Narrow);
    assert!(svg.contains(
        "<title>Seine-Saint-Denis : 62\u{202f}% de 1\u{202f}240\u{a0}classes, + 4 points depuis un mois</title>"
    ));
    for (share, units, words) in [
        (Some(500), 1, "Ille-et-Vilaine : 50\u{202f}% de 1\u{a0}classe"),
        (
            Some(4),
            300,
            "Ille-et-Vilaine : <\u{a0}1\u{202f}% de 300\u{a0}classes",
        ),
        (
            None,
            3,
            "Ille-et-Vilaine : 3\u{a0}classes, trop peu pour une part",
        ),
        (None, 0, "Ille-et-Vilaine : aucune classe"),
    ] {
        let (figures, area) = one(share, units);
        let title = format!("<title>{}</title>", words.replace('<', "&lt;"));
        assert!(
            drawn(&map(&figures, Layout::Wide), &area)[0].contains(&title),
            "{title}"
        );
    }
}

#[test]
fn every_shape_of_france_is_on_the_map_whoever_has_figures() {
    let whole = map(&nation::departments(), Layout::Wide);
    let mut figures = nation::departments();
    figures.territories.retain(|area| area.code == "D35");
    figures.territories[0].note = "\"<&>\"".to_owned();
    figures.territories.push(Area {
        code: "D98".to_owned(),
        ..figures.territories[0].clone()
    });
    let svg = map(&figures, Layout::Wide);
    let paths = |svg: &str| -> BTreeSet<String> {
        let paths = svg
            .split("d=\"M")
            .skip(1)
            .map(|path| path.split('"').next().unwrap().to_owned());
        paths.filter(|path| path.len() > 20).collect()
    };
    assert_eq!(paths(&svg), paths(&whole));
    assert_eq!(paths(&whole).len(), 101);
    assert_eq!(
        svg.matches("<a href").count(),
        1,
        "no link without figures, none for what isn't on the map"
    );
    assert!(
        svg.contains("<title>Morbihan : aucune classe</title>")
            && svg.contains(", &quot;&lt;&amp;&gt;&quot;")
    );
}

#[test]
fn the_legend_says_what_is_on_the_map() {
    let texts = |figures: &Map| Picture::plain(&map(figures, Layout::Wide)).texts().join("; ");
    let (departments, academies) = (texts(&nation::departments()), texts(&nation::academies()));
    for words in [
        "Part de classes utilisatrices; 0; 20; 40; 60; 80; 100\u{202f}%",
        "La Réunion",
        "Paris et petite couronne; 75; 92; 93; 94",
    ] {
        assert!(
            departments.contains(words) && academies.contains(words),
            "{words}"
        );
    }
    assert!(departments.contains("trop peu de classes") && departments.contains("aucune classe"));
    assert!(!academies.contains("trop peu") && !academies.contains("aucune"));
    let mut figures = nation::departments();
    for area in &mut figures.territories {
        (area.share_per_mille, area.units) = (Some(500), 10);
    }
    assert!(
        !texts(&figures).contains("aucune"),
        "all that is drawn has a share"
    );
}

#[test]
fn no_text_of_a_map_covers_another_nor_leaves_it() {
    for figures in [nation::departments(), nation::academies()] {
        for layout in LAYOUTS {
            let picture = Picture::plain(&map(&figures, layout));
            let boxes = picture.boxes();
            for (index, one) in boxes.iter().enumerate() {
                assert!(one.within(&picture), "{} is outside: {one:?}", one.text);
                for other in &boxes[index + 1..] {
                    assert!(!one.covers(other), "{one:?} and {other:?} in {layout:?}");
                }
            }
        }
    }
}

#[test]
fn a_map_stays_within_its_size_and_its_links_can_be_met() {
    for figures in [nation::departments(), nation::academies()] {
        for layout in LAYOUTS {
            let svg = map(&figures, layout);
            assert!(svg.len() <= 49_152, "{} bytes", svg.len());
            assert!(
                svg.contains("role=\"group\" aria-labelledby=\"carte-"),
                "an image would hide its links"
            );
        }
    }
    let mut figures = nation::academies();
    figures.territories.clear();
    assert_eq!(map(&figures, Layout::Wide), "", "nothing to show");
}
