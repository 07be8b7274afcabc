//! One course week by week beside another: uses of the service beside last year's, a territory's share beside another's. A week that nobody
//! measured is a gap.

use crate::ink::{Ink, InkBackend, text_width};
use crate::labels::{Wish, spread};
use crate::plane::{Axes, Drawn, Layout, Picture, Plot, VALUE_GAP, axes, filled, head, text};
use crate::series::{DataPoint, runs};
use crate::shades::{Shade, Shading};
use crate::ticks::{Month, months, rounds};
use chrono::{Days, NaiveDate};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// What the numbers of a course are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Counted: the course is an area from zero.
    Uses,
    /// Shares per mille: two courses that weigh the same are two lines.
    Shares,
}

impl Scale {
    fn name(self, value: i64) -> String {
        match self {
            Self::Uses => french::number(value),
            Self::Shares => french::percent(value, 1_000),
        }
    }

    /// The value at the top of the plot, a little above the greatest.
    fn top(self, greatest: i64) -> i64 {
        let above = (greatest + greatest / 25).max(1);
        match self {
            Self::Uses => above,
            // Under ten percent values would repeat each other.
            Self::Shares => above.clamp(100, 1_040),
        }
    }
}

/// The figures of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// (Monday, uses), in order; a week that is not there was not measured.
    pub weeks: Vec<(NaiveDate, i64)>,
    /// The other's, each at the same week of the first: last year's.
    pub previous: Vec<(NaiveDate, i64)>,
    /// Shown where they meet the weeks drawn.
    pub shades: Vec<Shade>,
    /// What is counted, in the plural: what stands at the line's end. It may hold several lines.
    pub name: String,
    /// What stands at the other's end.
    pub previous_name: String,
    /// What the numbers are.
    pub scale: Scale,
    /// The finding, as the name of the picture.
    pub title: String,
    /// What the picture shows, for those who don't see it.
    pub description: String,
    /// The beginning of the ids within the picture: one per chart of a page.
    pub id: String,
}

/// From the plot to the labels at the lines' ends, in tenths of a pixel.
const LABEL_GAP: i32 = 200;

/// The chart as an `<svg>`, 1080 × 320 or 358 × 280. Without a week measured the text is empty.
pub fn usage(figures: &Usage, layout: Layout) -> String {
    let Some(scene) = Scene::new(figures, layout) else {
        return String::new();
    };
    let mut svg = String::with_capacity(6 * 1024);
    head(
        &mut svg,
        layout,
        scene.size,
        [&figures.id, &figures.title, &figures.description],
    );
    match scene.draw(&mut svg) {
        Ok(()) => {
            svg.push_str("</svg>");
            svg
        }
        // Only a colour that is no ink could fail: no picture rather than half of one.
        Err(_) => String::new(),
    }
}

struct Scene<'a> {
    layout: Layout,
    /// Width, height and the text's size, in tenths of a pixel.
    size: (i32, i32, i32),
    /// Above and below the plot.
    above: i32,
    below: i32,
    weeks: Vec<DataPoint>,
    previous: Vec<DataPoint>,
    shades: &'a [Shade],
    scale: Scale,
    ends: Vec<(DataPoint, String)>,
    first: NaiveDate,
    last: NaiveDate,
    top: i64,
    values: Vec<i64>,
    months: Vec<Month>,
    left: i32,
    right: i32,
}

impl<'a> Scene<'a> {
    fn new(figures: &'a Usage, layout: Layout) -> Option<Self> {
        let (size, above, below, month, most) = match layout {
            Layout::Wide => ((10_800, 3_200, 140), 260, 460, 520, 5),
            Layout::Narrow => ((3_580, 2_800, 130), 240, 430, 400, 4),
        };
        // A week's figure is known at its end.
        let ended = |weeks: &[DataPoint]| -> Vec<DataPoint> {
            let end = |(monday, uses): &DataPoint| (*monday + Days::new(6), *uses);
            weeks.iter().map(end).collect()
        };
        let weeks = ended(&figures.weeks);
        let (opening, closing) = (weeks.first()?.0, *weeks.last()?);
        let mut previous = ended(&figures.previous);
        let last = closing.0;
        let first = opening.min(last - Days::new(6));
        previous.retain(|(day, _)| (first..=last).contains(day));
        let mut ends = vec![(
            closing,
            format!("{}\n{}", figures.name, figures.scale.name(closing.1)),
        )];
        if let Some(mark) = previous.last() {
            let name = format!("{}\n{}", figures.previous_name, figures.scale.name(mark.1));
            ends.push((*mark, name));
        }
        ends.sort_by_key(|((_, uses), _)| -uses);
        let greatest = weeks.iter().chain(&previous).map(|(_, uses)| *uses).max()?;
        let (scale, top) = (figures.scale, figures.scale.top(greatest));
        let values = rounds(top, most);
        let widest =
            |texts: &mut dyn Iterator<Item = String>| texts.map(|text| text_width(&text, size.2)).max();
        let left = VALUE_GAP + widest(&mut values.iter().map(|value| scale.name(*value)))?;
        let right = LABEL_GAP + widest(&mut ends.iter().map(|(_, text)| text.clone()))?;
        Some(Self {
            layout,
            size,
            above,
            below,
            previous,
            shades: &figures.shades,
            scale,
            ends,
            first,
            last,
            top,
            values,
            months: months(first, last, i64::from(size.0 - left - right), month),
            left,
            right,
            weeks,
        })
    }

    fn draw(&self, out: &mut String) -> Drawn {
        let (width, height, em) = self.size;
        let size = (width.unsigned_abs(), height.unsigned_abs());
        let picture = InkBackend { out, size, em }.into_drawing_area();
        let months = self.months.iter().map(|month| month.day).collect();
        let mut plot: Plot = ChartBuilder::on(&picture)
            .margin_top(self.above)
            .margin_right(self.right)
            .x_label_area_size(self.below)
            .y_label_area_size(self.left)
            .build_cartesian_2d(
                (self.first..self.last).with_key_points(months),
                (0..self.top).with_key_points(self.values.clone()),
            )?;
        let shading = Shading {
            shades: self.shades,
            first: self.first,
            last: self.last,
            top: self.top,
            sides: (self.left, width - self.right),
            above: self.above,
            em,
            layout: self.layout,
        };
        shading.draw(&mut plot)?;
        let carried = Axes {
            first: self.first,
            right: width - self.right,
            values: &self.values,
            months: &self.months,
        };
        axes(&picture, &mut plot, &carried, |value| self.scale.name(value))?;
        for run in runs(&self.weeks) {
            match (run, self.scale) {
                ([alone], _) => plot.draw_series([Circle::new(*alone, 35, filled(Ink::Using))])?,
                (run, Scale::Uses) => {
                    plot.draw_series(AreaSeries::new(run.iter().copied(), 0, Ink::Using.color()))?
                }
                (run, Scale::Shares) => {
                    plot.draw_series(LineSeries::new(run.iter().copied(), Ink::Share.color()))?
                }
            };
        }
        for run in runs(&self.previous) {
            for ink in [Ink::Halo, Ink::Previous] {
                plot.draw_series(LineSeries::new(run.iter().copied(), ink.color()))?;
            }
        }
        shading.name(&picture, &plot, Vec::new())?;
        self.label_ends(&picture, &plot)
    }

    fn label_ends(&self, picture: &Picture, plot: &Plot) -> Drawn {
        let (width, height, em) = self.size;
        let at = |mark: &DataPoint| plot.backend_coord(mark).1;
        let wish = |(mark, label): &(DataPoint, String)| {
            let lines = i32::try_from(label.lines().count()).unwrap_or(2);
            Wish {
                centre: at(mark),
                height: em * (12 * lines + 3) / 10,
            }
        };
        let wishes: Vec<Wish> = self.ends.iter().map(wish).collect();
        let right = width - self.right;
        for ((mark, label), centre) in self.ends.iter().zip(spread(&wishes, 0, height)) {
            let leader = [(right + 70, at(mark)), (right + LABEL_GAP - 40, centre)];
            picture.draw(&PathElement::new(leader, Ink::Leader.color()))?;
            let style = text(Ink::Label, HPos::Left, VPos::Center);
            picture.draw(&Text::new(label.as_str(), (right + LABEL_GAP, centre), style))?;
        }
        match self.weeks.last() {
            Some(mark) => picture.draw(&Circle::new(plot.backend_coord(mark), 45, filled(Ink::Using))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, Usage, usage};
    use crate::plane::Layout;
    use chrono::{Days, NaiveDate};

    fn figures(weeks: &[(u64, i64)]) -> Usage {
        let monday = |rank: u64| NaiveDate::from_ymd_opt(2021, 1, 4).unwrap() + Days::new(7 * rank);
        Usage {
            weeks: weeks.iter().map(|(rank, uses)| (monday(*rank), *uses)).collect(),
            previous: vec![(monday(0), 500), (monday(1), 700)],
            shades: Vec::new(),
            name: "visites".to_owned(),
            previous_name: "l’an passé".to_owned(),
            scale: Scale::Uses,
            title: "Titre".to_owned(),
            description: "Ce que montre le dessin".to_owned(),
            id: "usages".to_owned(),
        }
    }

    /// The areas drawn, and the dots but for the one at the end.
    fn drawn(svg: &str) -> (usize, usize) {
        (
            svg.matches("<path class=\"c12-using\"").count(),
            svg.matches("<circle class=\"c12-using\"").count() - 1,
        )
    }

    #[test]
    fn a_week_that_nobody_measured_is_a_gap_and_a_week_alone_a_dot() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let whole = usage(&figures(&[(0, 900), (1, 950), (2, 800), (3, 990)]), layout);
            let parted = usage(&figures(&[(0, 900), (1, 950), (3, 800), (4, 990)]), layout);
            let alone = usage(&figures(&[(0, 900), (1, 950), (3, 800)]), layout);
            let areas = |svg: &str| drawn(svg).0;
            assert_eq!(areas(&parted), 2 * areas(&whole));
            assert_eq!((areas(&alone), drawn(&alone).1), (areas(&whole), 1));
            assert!(whole.contains("l’an passé") && whole.contains("visites"));
        }
    }

    #[test]
    fn two_shares_are_two_lines_on_one_scale_of_percents() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let shares = Usage {
                scale: Scale::Shares,
                name: "Nord".to_owned(),
                previous_name: "Ille-et-\nVilaine".to_owned(),
                ..figures(&[(0, 500), (1, 620)])
            };
            let svg = usage(&shares, layout);
            assert_eq!(drawn(&svg).0, 0, "no area");
            assert_eq!(svg.matches("<path class=\"c12-share\"").count(), 1);
            assert!(svg.contains(&french::percent(620, 1_000)) && svg.contains(&french::percent(700, 1_000)));
            assert!(svg.contains("Vilaine") && svg.contains("Nord"));
        }
    }

    #[test]
    fn nothing_measured_gives_no_picture() {
        assert_eq!(usage(&figures(&[]), Layout::Wide), "");
        assert!(
            !usage(&figures(&[(0, 0)]), Layout::Wide).is_empty(),
            "a zero that was measured is a figure"
        );
    }
}
