//! A plotters backend that writes compact SVG whose looks are classes.
//!
//! plotters speaks of colours: the colour (255, 0, n) is ink n, whose class `style/chart.css` draws. A colour
//! that is no ink is an error. The backend counts in tenths of a pixel, hence lines that stay smooth in whole
//! numbers.

use crate::render::svg::{escape, tenths};
use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle};
use plotters_backend::{DrawingBackend, DrawingErrorKind};

/// What a mark of a chart is; the stylesheet says how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Ink {
    /// The line that quantities stand on.
    Axis = 1,
    /// A line at a round value.
    Grid,
    /// Weeks of school holidays.
    Holiday,
    /// Weeks when schools were closed.
    Closure,
    /// Units of the census.
    Census,
    /// Units that were onboarded, from zero.
    Onboarded,
    /// Units that use the product, from zero.
    Using,
    /// The same period last year.
    Previous,
    /// What keeps a line apart from what it crosses.
    Halo,
    /// From the end of a line to its label.
    Leader,
    /// Values and months along the axes, names of shades.
    Tick,
    /// The label at the end of a line, names of days.
    Label,
    /// Committed so far, and the dot at its end.
    Committed,
    /// Committed by the median forecast.
    CommittedAhead,
    /// Between the low and the high forecast of what is committed.
    CommittedSpread,
    /// Paid so far, and the dot at its end.
    Paid,
    /// Paid by the median forecast.
    PaidAhead,
    /// Between the low and the high forecast of what is paid.
    PaidSpread,
    /// The steady paces that end within the window.
    Pace,
    /// What may not be exceeded.
    Ceiling,
    /// Planned credits.
    Allotted,
    /// A day that counts.
    Mark,
    /// Today.
    Today,
    /// A label among the lines: kept apart from what it crosses.
    Inside,
    /// Words about an area, kept apart likewise.
    Note,
    /// A name that stands out, kept apart likewise.
    Strong,
    /// Units that will use the product by the median forecast.
    OnboardedAhead,
    /// Between the low and the high forecast of them.
    OnboardedSpread,
    /// What is to be reached.
    Objective,
    /// From a line that ends today to its label, past the forecast.
    Level,
    /// The limits that chance passes once in twenty.
    Limit,
    /// The limits that chance passes once in five hundred.
    FarLimit,
    /// The share of all units.
    Whole,
    /// A territory within the limits.
    Within,
    /// A territory beyond a limit.
    Apart,
    /// A territory beyond a far limit.
    FarApart,
    /// A share of units, beside another's.
    Share,
}

impl Ink {
    /// Each ink with its class.
    pub const ALL: [(Self, &str); 37] = [
        (Self::Axis, "c12-axis"),
        (Self::Grid, "c12-grid"),
        (Self::Holiday, "c12-holiday"),
        (Self::Closure, "c12-closure"),
        (Self::Census, "c12-census"),
        (Self::Onboarded, "c12-onboarded"),
        (Self::Using, "c12-using"),
        (Self::Previous, "c12-previous"),
        (Self::Halo, "c12-halo"),
        (Self::Leader, "c12-leader"),
        (Self::Tick, "c12-tick"),
        (Self::Label, "c12-label"),
        (Self::Committed, "c12-committed"),
        (Self::CommittedAhead, "c12-committed-ahead"),
        (Self::CommittedSpread, "c12-committed-spread"),
        (Self::Paid, "c12-paid"),
        (Self::PaidAhead, "c12-paid-ahead"),
        (Self::PaidSpread, "c12-paid-spread"),
        (Self::Pace, "c12-pace"),
        (Self::Ceiling, "c12-ceiling"),
        (Self::Allotted, "c12-allotted"),
        (Self::Mark, "c12-mark"),
        (Self::Today, "c12-today"),
        (Self::Inside, "c12-inside"),
        (Self::Note, "c12-note"),
        (Self::Strong, "c12-strong"),
        (Self::OnboardedAhead, "c12-onboarded-ahead"),
        (Self::OnboardedSpread, "c12-onboarded-spread"),
        (Self::Objective, "c12-objective"),
        (Self::Level, "c12-level"),
        (Self::Limit, "c12-limit"),
        (Self::FarLimit, "c12-limit-far"),
        (Self::Whole, "c12-whole"),
        (Self::Within, "c12-within"),
        (Self::Apart, "c12-apart"),
        (Self::FarApart, "c12-apart-far"),
        (Self::Share, "c12-share"),
    ];

    /// The colour that stands for this ink in plotters.
    pub const fn color(self) -> RGBColor {
        RGBColor(255, 0, self as u8)
    }
}

/// A colour that is no ink reached the backend.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the colour {0:?} is no ink")]
pub struct UnknownInk(pub (u8, u8, u8));

type BackendResult = Result<(), DrawingErrorKind<UnknownInk>>;

fn class(color: BackendColor) -> Result<&'static str, DrawingErrorKind<UnknownInk>> {
    let known = Ink::ALL.iter().find(|(ink, _)| (255, 0, *ink as u8) == color.rgb);
    known
        .map(|(_, class)| *class)
        .ok_or(DrawingErrorKind::DrawingError(UnknownInk(color.rgb)))
}

/// Writes what plotters draws at the end of a text.
pub struct InkBackend<'a> {
    /// Where the marks are written.
    pub out: &'a mut String,
    /// Width and height in tenths of a pixel.
    pub size: (u32, u32),
    /// The size of the text in tenths of a pixel.
    pub em: i32,
}

/// The width of a text's longest line, generously: in tenths of a pixel, 0.58 em for each character of Marianne.
pub fn text_width(text: &str, em: i32) -> i32 {
    let longest = text
        .lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or_default();
    // Texts are labels: what is longer than a thousand characters has no place to be drawn.
    i32::try_from(longest.min(1_000)).unwrap_or_default() * em * 58 / 100
}

impl InkBackend<'_> {
    fn open(&mut self, element: &str, color: BackendColor) -> BackendResult {
        let class = class(color)?;
        self.out.extend(["<", element, " class=\"", class, "\""]);
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: i32) {
        self.out.extend([" ", name, "=\""]);
        tenths(self.out, value);
        self.out.push('"');
    }

    fn path(
        &mut self,
        color: BackendColor,
        path: impl IntoIterator<Item = BackendCoord>,
        close: bool,
    ) -> BackendResult {
        if color.alpha == 0.0 {
            return Ok(());
        }
        self.open("path", color)?;
        self.out.push_str(" d=\"");
        let mut last = None;
        let mut command = 'm';
        for (x, y) in path {
            match last {
                None => {
                    self.out.push('M');
                    self.pair(x, y, true);
                }
                Some((left, top)) => self.step(x - left, y - top, &mut command),
            }
            last = Some((x, y));
        }
        self.out.push_str(if close { "z\"/>" } else { "\"/>" });
        Ok(())
    }

    /// A relative move in its shortest form; a repeated command keeps its letter to itself.
    fn step(&mut self, dx: i32, dy: i32, command: &mut char) {
        let wanted = match (dx, dy) {
            (0, 0) => return,
            (_, 0) => 'h',
            (0, _) => 'v',
            _ => 'l',
        };
        let fresh = *command != wanted;
        if fresh {
            self.out.push(wanted);
            *command = wanted;
        }
        match wanted {
            'h' => self.coordinate(dx, fresh),
            'v' => self.coordinate(dy, fresh),
            _ => self.pair(dx, dy, fresh),
        }
    }

    fn pair(&mut self, x: i32, y: i32, fresh: bool) {
        self.coordinate(x, fresh);
        self.coordinate(y, false);
    }

    fn coordinate(&mut self, value: i32, fresh: bool) {
        if !fresh && value >= 0 {
            self.out.push(' ');
        }
        tenths(self.out, value);
    }
}

impl DrawingBackend for InkBackend<'_> {
    type ErrorType = UnknownInk;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> BackendResult {
        Ok(())
    }

    fn present(&mut self) -> BackendResult {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> BackendResult {
        let (x, y) = point;
        self.path(color, [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)], true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> BackendResult {
        self.path(style.color(), [from, to], false)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> BackendResult {
        self.path(style.color(), path, false)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> BackendResult {
        self.path(style.color(), path, true)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> BackendResult {
        let ((left, top), (right, bottom)) = (from, to);
        self.path(
            style.color(),
            [(left, top), (right, top), (right, bottom), (left, bottom)],
            true,
        )
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> BackendResult {
        self.open("circle", style.color())?;
        self.attribute("cx", centre.0);
        self.attribute("cy", centre.1);
        self.attribute("r", i32::try_from(radius).unwrap_or(i32::MAX));
        self.out.push_str("/>");
        Ok(())
    }

    /// Lines of the text are parted by `\n`.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        point: BackendCoord,
    ) -> BackendResult {
        let (x, y) = point;
        let anchor = style.anchor();
        let more = i32::try_from(text.matches('\n').count()).unwrap_or_default();
        // Hundredths of an em from the middle, the top or the bottom of the block to its first baseline.
        let down = match anchor.v_pos {
            VPos::Top => 76,
            VPos::Center => 35 - 60 * more,
            VPos::Bottom => -120 * more,
        };
        self.open("text", style.color())?;
        self.attribute("x", x);
        self.attribute("y", y + self.em * down / 100);
        self.out.push_str(match anchor.h_pos {
            HPos::Left => ">",
            HPos::Center => " text-anchor=\"middle\">",
            HPos::Right => " text-anchor=\"end\">",
        });
        let mut lines = text.split('\n');
        escape(self.out, lines.next().unwrap_or_default());
        for line in lines {
            // A space parts the words for those who copy the text; before the end of a centred line it would
            // move it.
            self.out.push_str(if matches!(anchor.h_pos, HPos::Left) {
                " <tspan"
            } else {
                "<tspan"
            });
            self.attribute("x", x);
            self.out.push_str(" dy=\"1.2em\">");
            escape(self.out, line);
            self.out.push_str("</tspan>");
        }
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        _style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<UnknownInk>> {
        Ok((text_width(text, self.em).unsigned_abs(), self.em.unsigned_abs()))
    }
}

#[cfg(test)]
mod tests;
