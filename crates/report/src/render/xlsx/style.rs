//! How cells look, and how wide a column must be.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::{Cell, Column};

/// `31 200,00 €` where the spreadsheet speaks French.
pub const EUROS: &str = "#,##0.00\\ \"€\"";
/// `24 480`.
pub const COUNT: &str = "#,##0";
/// `62,4 %`.
pub const SHARE: &str = "0.0%";
/// `+3,2`, `−1`: a change of a share, in points.
pub const POINTS: &str = "+0.0;\u{2212}0.0;0";
/// `17/12/2021`, in French whatever the spreadsheet speaks: without its language LibreOffice takes the format for its own short date, and saves `12/17/2021`.
pub const DAY: &str = "[$-40C]dd/mm/yyyy";
/// `2021`: a number that is not read aloud, as a year or a rank may be.
pub const WHOLE: &str = "0";
/// `2021-12-17 08:30:00`.
pub const MOMENT: &str = "yyyy\\-mm\\-dd\\ hh:mm:ss";

const BLUE: Color = Color::RGB(0x00_00_91);
const GREY: Color = Color::RGB(0x66_66_66);
const PAPER: Color = Color::RGB(0xf6_f6_f6);
/// No column is wider than this, in characters: longer words are wrapped.
const WIDE: usize = 60;

/// The looks of a workbook's cells.
pub struct Styles {
    /// The document's name.
    pub title: Format,
    /// A section's name.
    pub heading: Format,
    /// A paragraph.
    pub words: Format,
    /// What a fact is called.
    pub label: Format,
    /// A fact.
    pub fact: Format,
    /// The title of a column of words.
    pub head: Format,
    /// The title of a column of figures.
    pub figure_head: Format,
    /// A cell.
    pub cell: Format,
    /// A cell of the last row.
    pub total: Format,
}

impl Styles {
    /// The State's blue for what names, bold for what sums.
    pub fn new() -> Self {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let head = plain()
            .set_bold()
            .set_text_wrap()
            .set_background_color(PAPER)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(BLUE);
        Self {
            title: plain().set_bold().set_font_size(16).set_font_color(BLUE),
            heading: plain().set_bold().set_font_size(13),
            words: plain().set_text_wrap(),
            label: plain().set_text_wrap().set_font_color(GREY),
            fact: plain().set_bold().set_align(FormatAlign::Left),
            figure_head: head.clone().set_align(FormatAlign::Right),
            head,
            cell: plain(),
            total: plain().set_bold().set_border_top(FormatBorder::Medium),
        }
    }
}

/// How wide a column is, in characters.
pub fn width<'a>(column: &Column, cells: impl Iterator<Item = &'a Cell>) -> u32 {
    let heading = column.heading();
    let title = heading.split_whitespace().map(|word| word.chars().count());
    let shown = cells.map(|cell| cell.shown().chars().count());
    // Room for the arrow that filters.
    let widest = title.map(|count| count + 3).chain(shown).max().unwrap_or(0);
    u32::try_from((widest + 3).clamp(10, WIDE)).unwrap_or(10)
}

/// How high a paragraph of the summary is, in points: its two columns hold some 88 letters on a line, and a row has at most 409 points.
pub fn height(paragraph: &str) -> u32 {
    let lines = paragraph.chars().count().div_ceil(88).clamp(1, 27);
    u32::try_from(lines).unwrap_or(1) * 15
}
