//! Weekly line chart of one course beside another: uses of the service beside last year's, a territory's share beside another's. A week that
//! nobody measured is a gap.

use crate::calendar::{Shade, Shades};
use crate::render::axes::{Axes, Drawn, Picture, Plot, VALUE_GAP, drawing, filled, text};
use crate::render::backend::{Ink, text_width};
use crate::render::end_labels::{EndLabel, Wish, spread};
use crate::render::layout::{Dimensions, Layout, Size};
use crate::render::series::{DataPoint, runs};
use crate::render::ticks::{DayRange, months, rounds};
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
    let Some(scene) = UsageScene::new(figures, layout) else {
        return String::new();
    };
    let words: [&str; 3] = [&figures.id, &figures.title, &figures.description];
    drawing(layout, scene.axes.size, words, |svg| scene.draw(svg))
}

struct UsageScene<'a> {
    layout: Layout,
    axes: Axes,
    weeks: Vec<DataPoint>,
    previous: Vec<DataPoint>,
    shades: &'a [Shade],
    scale: Scale,
    /// The lines' labels, the highest first.
    ends: Vec<EndLabel>,
}

const fn dimensions(layout: Layout) -> Dimensions {
    match layout {
        Layout::Wide => Dimensions {
            size: Size {
                width: 10_800,
                height: 3_200,
                em: 140,
            },
            top: 260,
            bottom: 460,
            month: 520,
            values: 5,
        },
        Layout::Narrow => Dimensions {
            size: Size {
                width: 3_580,
                height: 2_800,
                em: 130,
            },
            top: 240,
            bottom: 430,
            month: 400,
            values: 4,
        },
    }
}

impl<'a> UsageScene<'a> {
    fn new(figures: &'a Usage, layout: Layout) -> Option<Self> {
        let (dimensions, em) = (dimensions(layout), dimensions(layout).size.em);
        // A week's figure is known at its end.
        let ended = |weeks: &[DataPoint]| -> Vec<DataPoint> {
            let end = |(monday, uses): &DataPoint| (*monday + Days::new(6), *uses);
            weeks.iter().map(end).collect()
        };
        let weeks = ended(&figures.weeks);
        let (opening, closing) = (weeks.first()?.0, *weeks.last()?);
        let mut previous = ended(&figures.previous);
        let days = DayRange {
            first: opening.min(closing.0 - Days::new(6)),
            last: closing.0,
        };
        previous.retain(|(day, _)| days.holds(*day));
        let label = |name: &str, end: DataPoint| EndLabel {
            end,
            text: format!("{name}\n{}", figures.scale.name(end.1)),
        };
        let mut ends = vec![label(&figures.name, closing)];
        ends.extend(previous.last().map(|end| label(&figures.previous_name, *end)));
        ends.sort_by_key(|label| -label.end.1);
        let greatest = weeks.iter().chain(&previous).map(|(_, uses)| *uses).max()?;
        let (scale, top) = (figures.scale, figures.scale.top(greatest));
        let values = rounds(top, dimensions.values);
        let names = values.iter().map(|value| text_width(&scale.name(*value), em));
        let labels = ends.iter().map(|label| text_width(&label.text, em));
        let area = dimensions.plot_area(VALUE_GAP + names.max()?, LABEL_GAP + labels.max()?);
        Some(Self {
            layout,
            axes: Axes {
                size: dimensions.size,
                area,
                days,
                top,
                months: months(days, i64::from(area.width()), dimensions.month),
                values,
            },
            previous,
            shades: &figures.shades,
            scale,
            ends,
            weeks,
        })
    }

    fn draw(&self, out: &mut String) -> Drawn {
        let picture = self.axes.size.picture(out);
        let mut plot = self.axes.plot(&picture)?;
        let shading = Shades {
            shades: self.shades,
            axes: &self.axes,
            layout: self.layout,
        };
        shading.draw(&mut plot)?;
        self.axes
            .draw(&picture, &mut plot, |value| self.scale.name(value))?;
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
        let Axes { size, area, .. } = &self.axes;
        let height = |label: &EndLabel| plot.backend_coord(&label.end).1;
        let wish = |label: &EndLabel| label.wish(height(label), size.em);
        let wishes: Vec<Wish> = self.ends.iter().map(wish).collect();
        let right = area.right;
        for (label, centre) in self.ends.iter().zip(spread(&wishes, 0, size.height)) {
            let leader = [(right + 70, height(label)), (right + LABEL_GAP - 40, centre)];
            picture.draw(&PathElement::new(leader, Ink::Leader.color()))?;
            let style = text(Ink::Label, HPos::Left, VPos::Center);
            picture.draw(&Text::new(
                label.text.as_str(),
                (right + LABEL_GAP, centre),
                style,
            ))?;
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
    use crate::render::layout::Layout;
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
