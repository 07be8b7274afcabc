//! Small multiples: each course on the shared scale, with its name and its last figure in words.

use crate::nation;
use crate::picture::Picture;
use chart::{Multiples, multiples};

/// Top and bottom of a panel's plot, and its width without the room for the dot.
const TOP: f64 = 8.0;
const BOTTOM: f64 = 80.0;
const WIDTH: f64 = 156.0;

fn panels(html: &str) -> Vec<&str> {
    html.split("<li>").skip(1).collect()
}

#[test]
fn each_course_is_drawn_on_the_scale_of_all() {
    let figures = nation::multiples();
    let html = multiples(&figures);
    let key =
        "Même échelle partout, de 0 à 100\u{202f}%. Trait épais : cette année ; trait fin : l’an passé.";
    assert!(html.contains(key));
    let days = || figures.panels[0].previous.iter().map(|(day, _)| *day);
    let (first, last) = (days().min().unwrap(), days().max().unwrap());
    assert_eq!(panels(&html).len(), figures.panels.len());
    for (panel, drawn) in figures.panels.iter().zip(panels(&html)) {
        // After the lines of the scale and the axis.
        let lines = &Picture::raw_paths(drawn)[2..];
        for (weeks, line) in [&panel.previous, &panel.weeks].into_iter().zip(lines) {
            assert_eq!(weeks.len(), line.len());
            for ((day, share), (x, y)) in weeks.iter().zip(line) {
                let along = (*day - first).num_days() as f64 / (last - first).num_days() as f64;
                let height = BOTTOM - (BOTTOM - TOP) * *share as f64 / 1_000.0;
                assert!((x - WIDTH * along).abs() < 0.15, "{x} {day}");
                assert!((y - height).abs() < 0.15, "{y} {share}");
            }
        }
    }
}

#[test]
fn a_panel_is_a_link_with_its_name_and_its_shares_in_the_order_given() {
    let mut figures = nation::multiples();
    figures.panels.reverse();
    figures.panels[0].name = "A & B".to_owned();
    figures.panels[1].weeks.clear();
    let html = multiples(&figures);
    let panels = panels(&html);
    assert!(panels[0].starts_with(
        "<a href=\"/dedoublement/A70?annee=2020\"><span class=\"c12-panels-name\">A &amp; B</span>"
    ));
    let percent = |(_, share): (_, i64)| french::percent(share, 1_000);
    let (share, before) = (
        percent(figures.panels[0].weeks[28]),
        percent(figures.panels[0].previous[28]),
    );
    assert!(
        panels[0].contains(&format!("<b>{share}</b>, l’an passé {before}")),
        "{}",
        panels[0]
    );
    assert!(panels[1].contains("aucune donnée") && !panels[1].contains("<circle"));
    assert!(
        panels.iter().all(|panel| panel.contains("aria-hidden=\"true\"")),
        "the words beside it say the same"
    );
    assert!(html.contains("<ul class=\"c12-panels\" aria-label=\"Vingt-six académies"));
}

#[test]
fn a_scale_reaches_the_next_fifth_above_every_share() {
    for (greatest, top) in [
        (1, "20"),
        (200, "20"),
        (201, "40"),
        (799, "80"),
        (801, "100"),
        (1_000, "100"),
    ] {
        let mut figures = nation::multiples();
        for panel in &mut figures.panels {
            panel.previous.clear();
            panel.weeks.iter_mut().for_each(|(_, share)| *share = greatest);
        }
        let html = multiples(&figures);
        assert!(
            html.contains(&format!("de 0 à {top}\u{202f}%.</p>")),
            "{greatest}: {top}"
        );
    }
}

#[test]
fn a_missing_week_is_a_gap_and_a_week_alone_a_dot() {
    let mut figures = nation::multiples();
    figures.panels.truncate(1);
    figures.panels[0].previous.clear();
    let moves = |figures: &Multiples| {
        let html = multiples(figures);
        let line = html.split("c12-panel-course\" d=\"").nth(1).unwrap();
        let line = line.split('"').next().unwrap();
        (line.matches('M').count(), line.matches("h0").count())
    };
    assert_eq!(moves(&figures), (1, 0));
    figures.panels[0].weeks.drain(8..10);
    assert_eq!(moves(&figures), (2, 0));
    figures.panels[0].weeks.drain(9..10);
    assert_eq!(moves(&figures), (3, 1));
    figures.panels[0].weeks.truncate(1);
    assert_eq!(moves(&figures), (1, 1), "the first week of a year");
}

#[test]
fn thirty_panels_stay_within_their_size() {
    let size = multiples(&nation::multiples()).len();
    assert!(size <= 40_960, "{size} bytes");
    let mut figures = nation::multiples();
    for panel in &mut figures.panels {
        (panel.weeks, panel.previous) = (Vec::new(), Vec::new());
    }
    assert_eq!(multiples(&figures), "", "nothing to show");
}
