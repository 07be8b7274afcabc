//! What the window chart shows and where its axes begin and end.

use super::credit::{COMMITTED, Credit, PAID};
use super::flags::{Flag, FlagSpot, place};
use super::{Ahead, Layout, Spread, Step, Window, dimensions, line_height};
use crate::render::axes::{Axes, VALUE_GAP};
use crate::render::backend::{Ink, text_width};
use crate::render::geometry::Rect;
use crate::render::labels::BESIDE;
use crate::render::series::{DataPoint, step_line};
use crate::render::ticks::{DayRange, months, rounds};
use chrono::{Datelike, Days, NaiveDate, TimeDelta};

/// Above the ceiling, within the plot: the room for its name, in tenths of a pixel.
const HEADROOM: i32 = 260;

/// A day that has a line of its own, or only a name at the edge when it lies beyond the axis.
pub(super) struct Day {
    pub(super) day: NaiveDate,
    pub(super) ink: Ink,
    pub(super) flag: Flag,
    pub(super) spot: Option<FlagSpot>,
}

/// The figures ready to be drawn.
pub(super) struct FundingScene<'a> {
    pub(super) figures: &'a Window,
    pub(super) layout: Layout,
    pub(super) axes: Axes,
    pub(super) steps: &'a [Step],
    pub(super) days: Vec<Day>,
}

impl<'a> FundingScene<'a> {
    /// `None` without a step.
    pub(super) fn new(figures: &'a Window, layout: Layout) -> Option<Self> {
        let shown = figures.steps.partition_point(|step| step.day <= figures.today);
        let steps = figures.steps.get(..shown)?;
        let first = figures.start.min(steps.first()?.day);
        let axis = DayRange {
            first,
            last: last_day(figures, first),
        };
        let mut dimensions = dimensions(layout);
        let em = dimensions.size.em;
        let greatest = greatest(figures, steps);
        let values: Vec<i64> = rounds(greatest / 100, dimensions.values)
            .into_iter()
            .map(|euros| euros * 100)
            .collect();
        let widest = values.iter().map(|value| text_width(&french::euros(*value), em));
        let left = VALUE_GAP + widest.max()?;
        let right = right(figures, layout, steps.last()?, axis, left);
        let days = days(figures, layout, axis, dimensions.plot_area(left, right));
        let rows = days
            .iter()
            .filter_map(|day| day.spot)
            .map(|spot| spot.row + 1)
            .max();
        dimensions.top += line_height(em) * rows.unwrap_or_default();
        let area = dimensions.plot_area(left, right);
        let height = i64::from(area.height());
        let headroom = i64::from(HEADROOM);
        Some(Self {
            figures,
            layout,
            axes: Axes {
                size: dimensions.size,
                area,
                days: axis,
                top: greatest + greatest / (height - headroom).max(1) * headroom + headroom,
                values,
                months: months(axis, i64::from(area.width()), dimensions.month),
            },
            steps,
            days,
        })
    }

    /// The total that a line ends with today.
    pub(super) fn end(&self, total: impl Fn(&Step) -> i64) -> Option<DataPoint> {
        self.steps.last().map(|step| (step.day, total(step)))
    }

    /// A line of totals: each holds until the day that brings another.
    pub(super) fn stairs(&self, total: impl Fn(&Step) -> i64) -> Vec<DataPoint> {
        let last = self.steps.last().map(|step| step.day);
        step_line(self.steps.iter().map(|step| (step.day, total(step))), last)
    }

    /// The planned credits, in pieces: where they are the ceiling's the ceiling says so.
    pub(super) fn allotted(&self) -> Vec<Vec<DataPoint>> {
        let entries = self.figures.allotted.iter();
        let DayRange { first, last } = self.axes.days;
        let begun = entries.map(|(day, total)| ((*day).clamp(first, last), *total));
        let line = step_line(begun, Some(last));
        let ceiling = self.figures.ceiling;
        let pieces = line.chunk_by(|one, next| one.1 != ceiling || next.1 != ceiling);
        let differing = pieces.filter(|piece| piece.iter().any(|(_, total)| *total != ceiling));
        differing
            .map(<[DataPoint]>::to_vec)
            .filter(|piece| piece.len() > 1)
            .collect()
    }

    /// The forecast of a total: its spread as an area and its median as a line, both until they reach the ceiling.
    pub(super) fn fan(
        &self,
        end: DataPoint,
        spread: impl Fn(&Ahead) -> Spread,
    ) -> Option<(Vec<DataPoint>, Vec<DataPoint>)> {
        let ceiling = self.figures.ceiling;
        let ahead = self.figures.ahead.iter().filter(|ahead| ahead.day > end.0);
        let course = |total: &dyn Fn(Spread) -> i64, cut: &dyn Fn(Spread) -> i64| {
            let mut line = vec![end];
            for ahead in ahead.clone().take_while(|ahead| ahead.day <= self.axes.days.last) {
                let spread = spread(ahead);
                reach(&mut line, (ahead.day, total(spread)), ceiling);
                if cut(spread) >= ceiling {
                    break;
                }
            }
            line
        };
        if end.1 >= ceiling || ahead.clone().next().is_none() {
            return None;
        }
        let (low, middle) = (|spread: Spread| spread.low, |spread: Spread| spread.middle);
        let mut area = course(&|spread| spread.high, &low);
        let lower = course(&low, &low);
        area.extend(lower.into_iter().skip(1).rev());
        Some((area, course(&middle, &middle)))
    }
}

/// Lengthens a line; equal amounts in a row are one move.
fn flat(line: &mut Vec<DataPoint>, mark: DataPoint) {
    if let [.., (_, one), (_, two)] = line.as_slice()
        && *one == mark.1
        && *two == mark.1
    {
        line.pop();
    }
    line.push(mark);
}

/// Lengthens a line that bends where it meets the ceiling.
fn reach(line: &mut Vec<DataPoint>, point: DataPoint, ceiling: i64) {
    let (day, total) = point;
    if let Some((from, level)) = line.last().copied()
        && level < ceiling
        && ceiling < total
    {
        let days = (day - from).num_days() * (ceiling - level) / (total - level);
        line.push((from + TimeDelta::days(days), ceiling));
    } else {
        flat(line, (day, total.min(ceiling)));
    }
}

/// The room right of the plot: where today stands too near its edge for what the lines come to, that is written beside the plot.
fn right(figures: &Window, layout: Layout, end: &Step, axis: DayRange, left: i32) -> i32 {
    let dimensions = dimensions(layout);
    // Half of a month's name.
    let least = match layout {
        Layout::Wide => 240,
        Layout::Narrow => 180,
    };
    let width = |credit: &Credit| text_width(&credit.end((credit.total)(end)), dimensions.size.em);
    let widest = width(&COMMITTED).max(width(&PAID));
    let plot = i64::from(dimensions.plot_area(left, least).width());
    let ahead = plot * (axis.last - figures.today).num_days() / axis.span();
    if ahead < i64::from(widest + 2 * BESIDE) {
        least.max(widest + BESIDE)
    } else {
        least
    }
}

/// The end of the convention, unless it lies so far beyond everything else that the window would be squeezed.
fn last_day(figures: &Window, first: NaiveDate) -> NaiveDate {
    let ceiling = figures.ceiling;
    let settled = |spread: Spread| spread.low >= ceiling;
    let moving = figures
        .ahead
        .iter()
        .rposition(|ahead| !(settled(ahead.committed) && settled(ahead.paid)));
    // The week that settles the last total is shown too.
    let settles = moving.map(|index| figures.ahead.get(index + 1).or(figures.ahead.last()));
    let forecast = settles.flatten().map_or(figures.today, |ahead| ahead.day);
    let needed = figures
        .month8
        .max(figures.today)
        .max(forecast)
        .max(first + Days::new(28));
    let span = needed - first;
    if figures.end - needed > span / 2 {
        needed + TimeDelta::days(span.num_days() / 12)
    } else {
        needed.max(figures.end)
    }
}

fn greatest(figures: &Window, steps: &[Step]) -> i64 {
    let totals = steps.iter().flat_map(|step| [step.committed, step.paid]);
    let planned = figures.allotted.iter().map(|(_, total)| *total);
    totals.chain(planned).fold(figures.ceiling.max(100), i64::max)
}

/// The days that have a line, the most important first, and where their names stand.
fn days(figures: &Window, layout: Layout, axis: DayRange, area: Rect) -> Vec<Day> {
    let size = dimensions(layout).size;
    let place_of = |day: NaiveDate| {
        let along = i64::from(area.width()) * (day - axis.first).num_days() / axis.span();
        area.left + i32::try_from(along).unwrap_or(area.width())
    };
    let named = |name: &str, day: NaiveDate| match layout {
        Layout::Wide => format!("{name}, {}", french::short_month_day(day)),
        Layout::Narrow => name.to_owned(),
    };
    let end = "fin de la convention";
    let mut wanted = vec![
        (figures.today, Ink::Today, named("aujourd’hui", figures.today)),
        (figures.month6, Ink::Mark, named("mois 6", figures.month6)),
        (figures.month8, Ink::Mark, named("mois 8", figures.month8)),
    ];
    if figures.end <= axis.last {
        wanted.push((figures.end, Ink::Axis, end.to_owned()));
    } else {
        let day = french::short_month_day(figures.end);
        wanted.push((
            figures.end,
            Ink::Axis,
            format!("{end} : {day} {} →", figures.end.year()),
        ));
    }
    if place_of(figures.start) > area.left + 40 {
        wanted.push((
            figures.start,
            Ink::Mark,
            named("début de la fenêtre", figures.start),
        ));
    }
    wanted.retain(|(day, ..)| *day >= axis.first);
    let flags: Vec<Flag> = wanted
        .iter()
        .map(|(day, _, text)| Flag {
            x: place_of((*day).min(axis.last)),
            width: text_width(text, size.em),
            text: text.clone(),
        })
        .collect();
    let spots = place(&flags, 0, size.width);
    wanted
        .into_iter()
        .zip(flags)
        .zip(spots)
        .map(|(((day, ink, _), flag), spot)| Day { day, ink, flag, spot })
        .collect()
}
