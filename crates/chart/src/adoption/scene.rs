//! What the adoption chart shows and where its axes begin and end.

use super::{Forecast, Objective, Week, Weekly, dimensions};
use crate::calendar::{Shade, Shades};
use crate::render::axes::{Axes, VALUE_GAP};
use crate::render::backend::{Ink, text_width};
use crate::render::end_labels::EndLabel;
use crate::render::labels::BESIDE;
use crate::render::layout::Layout;
use crate::render::series::{DataPoint, step_line};
use crate::render::ticks::{DayRange, months, rounds};
use chrono::{Days, NaiveDate};

/// From the plot to the labels at the lines' ends, in tenths of a pixel.
pub(super) const LABEL_GAP: i32 = 200;

/// The figures ready to be drawn.
pub(super) struct AdoptionScene<'a> {
    pub(super) layout: Layout,
    pub(super) axes: Axes,
    pub(super) weeks: &'a [Week],
    shades: &'a [Shade],
    /// The units that last year's shares are of this year's census.
    pub(super) previous: Vec<DataPoint>,
    /// The end of the last week drawn, where the forecast begins.
    pub(super) today: NaiveDate,
    /// The last day of each week after today, and its forecast.
    pub(super) ahead: Vec<(NaiveDate, Forecast)>,
    pub(super) objective: Option<&'a Objective>,
    /// The lines' labels, the highest first.
    pub(super) ends: Vec<EndLabel>,
    /// Those of lines that end today where there is room past it, for them to stand there.
    pub(super) beside: Vec<EndLabel>,
}

impl<'a> AdoptionScene<'a> {
    /// `None` without a week.
    pub(super) fn new(figures: &'a Weekly, weeks: &'a [Week], layout: Layout) -> Option<Self> {
        let (opening, closing) = (weeks.first()?, weeks.last()?);
        let today = closing.day;
        let ahead = figures.ahead.iter().map(|week| (week.week + Days::new(6), *week));
        let ahead: Vec<_> = ahead.filter(|(day, _)| *day > today).collect();
        let objective = figures.objective.as_ref().filter(|aim| aim.day >= opening.day);
        let last = ahead
            .last()
            .map(|(day, _)| *day)
            .max(objective.map(|aim| aim.day));
        let last = last.map_or(today, |last| last.max(today));
        // A single day has no width.
        let first = if opening.day < last {
            opening.day
        } else {
            last - Days::new(6)
        };
        let days = DayRange { first, last };
        let (previous, share) = previous(figures, weeks, days);
        let mut ends = ends(closing, previous.last().copied().zip(share), ahead.last(), layout);
        let units = previous
            .iter()
            .map(|(_, units)| *units)
            .chain(weeks.iter().map(|week| week.census))
            .chain(ahead.iter().map(|(_, week)| week.high))
            .chain(objective.map(|aim| aim.units));
        let greatest = units.max()?;
        // A line on the upper edge would look cut.
        let top = (greatest + greatest / 25).max(1);
        let (dimensions, em) = (dimensions(layout), dimensions(layout).size.em);
        let values = rounds(top, dimensions.values);
        let left = VALUE_GAP
            + values
                .iter()
                .map(|value| text_width(&french::number(*value), em))
                .max()?;
        let right = LABEL_GAP + ends.iter().map(|label| text_width(&label.text, em)).max()?;
        let area = dimensions.plot_area(left, right);
        let width = i64::from(area.width());
        let ahead_room = width * (last - today).num_days() / days.span();
        let beside = ends
            .extract_if(.., |label| {
                let (day, units) = label.end;
                let room = i64::from(text_width(&label.text, em) + 2 * BESIDE);
                day == today && today < last && units < closing.census && room <= ahead_room
            })
            .collect();
        Some(Self {
            layout,
            axes: Axes {
                size: dimensions.size,
                area,
                days,
                top,
                values,
                months: months(days, width, dimensions.month),
            },
            weeks,
            shades: &figures.shades,
            previous,
            today,
            ahead,
            objective,
            ends,
            beside,
        })
    }

    /// The forecast from today on: its area and its median.
    pub(super) fn fan(&self) -> Option<(Vec<DataPoint>, Vec<DataPoint>)> {
        let now = (self.today, self.weeks.last()?.onboarded);
        if self.ahead.is_empty() {
            return None;
        }
        let course = |units: fn(&Forecast) -> i64| {
            let ahead = self.ahead.iter().map(move |(day, week)| (*day, units(week)));
            std::iter::once(now).chain(ahead).collect::<Vec<DataPoint>>()
        };
        let mut area = course(|week| week.high);
        area.extend(course(|week| week.low).into_iter().skip(1).rev());
        Some((area, course(|week| week.middle)))
    }

    /// Whether the axis goes on past today.
    pub(super) fn goes_on(&self) -> bool {
        self.today < self.axes.days.last
    }

    /// Its days without school.
    pub(super) fn shading(&self) -> Shades<'_> {
        Shades {
            shades: self.shades,
            axes: &self.axes,
            layout: self.layout,
        }
    }
}

/// Last year's line on this year's axis, and the share it ends with, per mille.
fn previous(figures: &Weekly, weeks: &[Week], days: DayRange) -> (Vec<DataPoint>, Option<i64>) {
    let ended = figures
        .previous
        .iter()
        .map(|(monday, share)| (*monday, *monday + Days::new(6), *share));
    let shown: Vec<_> = ended.filter(|(_, day, _)| days.holds(*day)).collect();
    let marks = shown
        .iter()
        .map(|(monday, day, share)| (*day, census_of(weeks, *monday) * share / 1_000));
    (marks.collect(), shown.last().map(|(_, _, share)| *share))
}

/// The census of a week, or of the last one known before it.
fn census_of(weeks: &[Week], monday: NaiveDate) -> i64 {
    let known = weeks.partition_point(|week| week.monday <= monday);
    weeks.get(known.saturating_sub(1)).map_or(0, |week| week.census)
}

fn ends(
    week: &Week,
    previous: Option<(DataPoint, i64)>,
    ahead: Option<&(NaiveDate, Forecast)>,
    layout: Layout,
) -> Vec<EndLabel> {
    let number = french::number;
    let share = |units: i64| french::percent(units, week.census);
    let with_share = |name: &str, units: i64| format!("{name}\n{} ({})", number(units), share(units));
    let label = |units: i64, text: String| EndLabel {
        end: (week.day, units),
        text,
    };
    let mut ends = vec![
        label(week.census, format!("recensées\n{}", number(week.census))),
        label(week.onboarded, with_share("embarquées", week.onboarded)),
        label(week.using, with_share("utilisatrices", week.using)),
    ];
    if let Some((end, share)) = previous {
        let name = match layout {
            Layout::Wide => "utilisatrices l’an passé",
            Layout::Narrow => "utilisatrices\nl’an passé",
        };
        let text = format!("{name}\n{}", french::percent(share, 1_000));
        ends.push(EndLabel { end, text });
    }
    if let Some((day, forecast)) = ahead {
        ends.push(EndLabel {
            end: (*day, forecast.middle),
            text: with_share("prévision", forecast.middle),
        });
    }
    // Stable: lines that end together keep their order.
    ends.sort_by_key(|label| -label.end.1);
    ends
}

/// The dots at the ends of the three lines.
pub(super) fn dots(week: &Week) -> [(DataPoint, Ink); 3] {
    [
        ((week.day, week.census), Ink::Census),
        ((week.day, week.onboarded), Ink::Onboarded),
        ((week.day, week.using), Ink::Using),
    ]
}

/// A census changes at once from a week to the next.
pub(super) fn steps(run: &[Week]) -> Vec<DataPoint> {
    let census = run.iter().map(|week| (week.day, week.census));
    step_line(census, run.last().map(|week| week.day))
}
