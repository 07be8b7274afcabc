//! The funnel plot shows each share at its size, and names those that chance doesn't explain.

use crate::nation;
use crate::picture::Picture;
use chart::{Funnel, Layout, Spot, Standing, funnel};

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];
const CLASSES: [(Standing, &str); 3] = [
    (Standing::Within, "c12-within"),
    (Standing::Apart, "c12-apart"),
    (Standing::FarApart, "c12-apart-far"),
];

/// Where a share of 0 and of 100 % lie.
fn scale(picture: &Picture) -> (f64, f64) {
    let grid = picture.paths("c12-grid");
    (grid[0][0].1, grid[5][0].1)
}

/// Shares anywhere: most territories are apart, many at the edges of the plot.
fn crowded() -> Funnel {
    let mut figures = nation::funnel();
    for (index, spot) in (0..).zip(&mut figures.territories) {
        spot.share_per_mille = (index * 7_919_i64 % 1_400 - 200).clamp(0, 1_000);
    }
    figures
}

fn texts(svg: &str) -> Vec<String> {
    Picture::plain(svg).texts()
}

#[test]
fn each_territory_is_a_dot_at_its_share_and_its_size() {
    for figures in [nation::funnel(), crowded()] {
        for layout in LAYOUTS {
            let picture = Picture::plain(&funnel(&figures, layout));
            let (zero, whole) = scale(&picture);
            let left = picture.paths("c12-grid")[0][0].0;
            let most = figures.territories.iter().map(|spot| spot.units).max().unwrap();
            let mut furthest: f64 = 0.0;
            for (standing, class) in CLASSES {
                let of_class = figures
                    .territories
                    .iter()
                    .filter(|spot| figures.standing(spot) == standing);
                let dots = picture.dots(class);
                assert_eq!(dots.len(), of_class.clone().count());
                for (dot, spot) in dots.iter().zip(of_class) {
                    let share = (zero - dot.1) / (zero - whole) * 1_000.0;
                    assert!(
                        (share - spot.share_per_mille as f64).abs() < 1.0,
                        "{share} {spot:?}"
                    );
                    if spot.units == most {
                        furthest = dot.0 - left;
                    }
                }
            }
            for (standing, class) in CLASSES {
                let of_class = figures
                    .territories
                    .iter()
                    .filter(|spot| figures.standing(spot) == standing);
                for (dot, spot) in picture.dots(class).iter().zip(of_class) {
                    let expected = furthest * (spot.units as f64 / most as f64).sqrt();
                    assert!((dot.0 - left - expected).abs() < 0.2, "{dot:?} {spot:?}");
                }
            }
        }
    }
}

#[test]
fn a_dot_beyond_a_drawn_limit_is_apart() {
    for figures in [nation::funnel(), crowded()] {
        let picture = Picture::plain(&funnel(&figures, Layout::Wide));
        let near = picture.paths("c12-limit");
        // The sample of the key comes first.
        let [_, low, high] = near.as_slice() else {
            panic!("{} limits", near.len());
        };
        let level = |line: &[(f64, f64)], x: f64| {
            let after = line
                .iter()
                .position(|(left, _)| *left >= x)
                .unwrap_or(line.len() - 1)
                .max(1);
            let ((x1, y1), (x2, y2)) = (line[after - 1], line[after]);
            y1 + (y2 - y1) * (x - x1) / (x2 - x1)
        };
        for (standing, class) in CLASSES {
            for (x, y) in picture
                .dots(class)
                .into_iter()
                .filter(|(x, _)| *x > high[1].0 && *x > low[1].0)
            {
                let beyond = y > level(low, x) + 0.2 || y < level(high, x) - 0.2;
                let inside = y < level(low, x) - 0.2 && y > level(high, x) + 0.2;
                assert!(!beyond || standing != Standing::Within, "{x} {y}");
                assert!(!inside || standing == Standing::Within, "{x} {y}");
            }
        }
    }
}

#[test]
fn a_standing_follows_the_limits_and_the_nearest_beyond_their_sizes() {
    let mut figures = nation::funnel();
    let limit = figures.limits[9];
    let at = |units, share_per_mille| Spot {
        name: String::new(),
        code: String::new(),
        units,
        share_per_mille,
    };
    for (share, standing) in [
        (limit.low998 - 1, Standing::FarApart),
        (limit.low998, Standing::Apart),
        (limit.low95, Standing::Within),
        (limit.high95, Standing::Within),
        (limit.high95 + 1, Standing::Apart),
        (limit.high998 + 1, Standing::FarApart),
    ] {
        assert_eq!(figures.standing(&at(limit.units, share)), standing, "{share}");
    }
    figures.limits = vec![limit];
    for units in [1, 1_000_000] {
        assert_eq!(figures.standing(&at(units, limit.high95 + 1)), Standing::Apart);
    }
    figures.limits.clear();
    assert_eq!(
        figures.standing(&at(5, 0)),
        Standing::Within,
        "no limit, nothing apart"
    );
    assert!(!funnel(&figures, Layout::Wide).contains("c12-apart"));
}

#[test]
fn the_farthest_are_named_and_the_others_have_their_official_code() {
    let figures = nation::funnel();
    let apart = figures
        .territories
        .iter()
        .filter(|spot| figures.standing(spot) != Standing::Within);
    let apart: Vec<&Spot> = apart.collect();
    for layout in LAYOUTS {
        let texts = texts(&funnel(&figures, layout));
        let named = apart.iter().filter(|spot| texts.contains(&spot.name));
        let coded = apart
            .iter()
            .filter(|spot| !texts.contains(&spot.name) && texts.contains(&spot.code));
        assert_eq!(named.clone().count(), 8, "{texts:?}");
        assert!(named.count() + coded.count() >= apart.len() - 1, "{texts:?}");
        let within = figures
            .territories
            .iter()
            .filter(|spot| figures.standing(spot) == Standing::Within);
        assert!(within.clone().all(|spot| !texts.contains(&spot.name)));
        let whole = format!("France {}", french::percent(580, 1_000));
        assert!(texts.contains(&whole) && texts.contains(&"classes recensées".to_owned()));
        assert!(texts.contains(&"19 fois sur 20".to_owned()) && texts.contains(&"1\u{202f}000".to_owned()));
    }
}

#[test]
fn no_text_of_a_funnel_covers_another_nor_leaves_it() {
    let mut worlds = vec![nation::funnel(), crowded()];
    for share in [0, 5, 995, 1_000] {
        let mut figures = crowded();
        figures.share_per_mille = share;
        worlds.push(figures);
    }
    for units in [1, 7, 90, 31_000, 2_450_000] {
        let mut figures = crowded();
        figures.territories.truncate(3);
        figures.territories[0].units = units;
        worlds.push(figures);
    }
    for figures in worlds {
        for layout in LAYOUTS {
            let picture = Picture::plain(&funnel(&figures, layout));
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
fn a_funnel_without_units_is_no_picture() {
    let mut figures = nation::funnel();
    figures.territories.iter_mut().for_each(|spot| spot.units = 0);
    assert_eq!(funnel(&figures, Layout::Wide), "");
    figures.territories.clear();
    assert_eq!(funnel(&figures, Layout::Narrow), "");
    for layout in LAYOUTS {
        let size = funnel(&nation::funnel(), layout).len();
        assert!(size <= 12_288, "{size} bytes");
    }
}
