//! The charts as pictures: committed, read back, held to their sizes.
//! `UPDATE_PICTURES=1 cargo test -p chart` draws the committed ones anew.

#[cfg(test)]
mod picture;
#[cfg(test)]
mod world;

#[cfg(test)]
mod committed {
    use super::world;
    use chart::{Layout, sparkline, stage_bar, weekly};
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
}

#[cfg(test)]
mod figures {
    use super::picture::Picture;
    use super::world;
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
        for ((_, units), ((_, share), point)) in line.iter().zip(figures.previous.iter().zip(&figures.points))
        {
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
}

#[cfg(test)]
mod reading {
    use super::picture::Picture;
    use super::world;
    use chart::ink::Ink;
    use chart::{Layout, Weekly, sparkline, stage_bar, weekly};
    use std::collections::BTreeSet;

    fn stylesheet() -> String {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style/chart.css");
        std::fs::read_to_string(file).unwrap()
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
            sparkline(&[1, 2], 2),
            stage_bar(&[1; 7]),
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
        let svg = weekly(&world::year(), Layout::Wide);
        for word in ["fill=", "stroke=", "style=", "rgb", "#"] {
            assert!(!svg.contains(word), "{word}");
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

    #[test]
    fn no_text_covers_another_nor_leaves_the_picture() {
        for figures in close() {
            for layout in [Layout::Wide, Layout::Narrow] {
                let svg = weekly(&figures, layout);
                let picture = Picture::of(&svg);
                let boxes = picture.boxes();
                assert!(boxes.len() > 8);
                for (index, one) in boxes.iter().enumerate() {
                    assert!(one.within(picture.size), "{} is outside: {one:?}", one.text);
                    for other in &boxes[index + 1..] {
                        assert!(!one.covers(other), "{one:?} and {other:?} in {layout:?}");
                    }
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
        assert!(
            stylesheet().len() <= 4_096,
            "{} bytes of looks",
            stylesheet().len()
        );
    }
}

#[cfg(test)]
mod small {
    use super::picture::Picture;
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
}
