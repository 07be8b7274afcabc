//! Cohorts: each course is drawn in its panel, on the scale of all.

use crate::picture::Picture;
use chart::{CohortPanel, Cohorts, Layout, ShareAt, cohorts, share_bar};

fn course(weeks: u32, fall: i64) -> Vec<ShareAt> {
    let at = |week: u32| {
        let share = 1_000 - fall * i64::from(week / 3);
        ShareAt {
            week,
            share_per_mille: share,
            interval: (share < 1_000).then_some((share - 60, share + 40)),
        }
    };
    (0..=weeks).map(at).collect()
}

/// Three months of a year.
pub fn months() -> Cohorts {
    let panel = |name: &str, weeks, fall| CohortPanel {
        name: name.to_owned(),
        units: "120 classes".to_owned(),
        course: course(weeks, fall),
    };
    Cohorts {
        panels: vec![
            panel("septembre 2021", 12, 20),
            panel("octobre 2021", 8, 0),
            panel("novembre 2021", 3, 30),
        ],
        together: course(12, 15),
        measure: "semaines d’école".to_owned(),
        title: "95 % des classes s’en servent encore".to_owned(),
        description: "Un cadre par mois.".to_owned(),
        id: "cohortes".to_owned(),
    }
}

#[test]
fn each_course_goes_down_by_steps_on_the_scale_of_all() {
    let figures = months();
    let svg = cohorts(&figures, Layout::Wide);
    let own: Vec<_> = svg.split("class=\"c12-share\" d=\"").skip(1).collect();
    assert_eq!(own.len(), 3);
    let zero: Vec<_> = svg.split("class=\"c12-axis\" d=\"").skip(1).collect();
    for ((panel, line), axis) in figures.panels.iter().zip(own).zip(zero) {
        let points = |rest: &str| {
            let path = rest.split('"').next().unwrap();
            Picture::raw_paths(&format!("<path d=\"{path}\"/>")).remove(0)
        };
        let (line, axis) = (points(line), points(axis));
        let ((left, bottom), (right, _)) = (axis[0], axis[1]);
        let (week, share) = panel
            .course
            .last()
            .map(|at| (at.week, at.share_per_mille))
            .unwrap();
        let &(x, y) = line.last().unwrap();
        assert!((x - left - (right - left) * f64::from(week + 1) / 13.0).abs() < 0.2);
        assert!((bottom - y - 120.0 * share as f64 / 1_000.0).abs() < 0.2);
        let steps = line
            .windows(2)
            .all(|two| two[0].0 == two[1].0 || two[0].1 == two[1].1);
        assert!(steps, "a share is known to stay, not to slide");
        assert_eq!(line[0], (left, bottom - 120.0), "from all of them");
    }
}

#[test]
fn a_cohort_without_a_course_takes_no_room() {
    let mut figures = months();
    figures.panels[1].course.clear();
    let svg = cohorts(&figures, Layout::Narrow);
    assert!(!svg.contains("octobre") && svg.contains("novembre 2021"));
    figures.panels.clear();
    assert_eq!(cohorts(&figures, Layout::Wide), "");
}

#[test]
fn a_share_is_a_bar_from_zero() {
    assert!(share_bar(1, 4).contains("M0 0H50V16H0z"));
    assert!(share_bar(0, 0).contains("M0 0H0V16H0z"));
    assert!(share_bar(9, 4).contains("M0 0H200V16H0z"));
}
