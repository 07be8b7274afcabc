//! A table: typed cells under columns that have a title for people, a name for programs, or both.

use super::fault::Fault;
use chrono::{DateTime, NaiveDate, Utc};
use std::borrow::Cow;

/// Rows under columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// At least one.
    pub columns: Vec<Column>,
    /// Each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// A last row that sums the others.
    pub total: Option<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What people read at its top, on a page, in a spreadsheet and on paper: `Semaine du`. Empty: people read its name.
    pub title: String,
    /// What programs know it by, in CSV: `semaine_du`. Empty: programs do not get it.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// What its figures count, said after its title in a spreadsheet, where cells do not say it: `jours`.
    pub unit: &'static str,
    /// Its width on paper, relative to the others'. A column of figures is never too narrow for them.
    pub share: u16,
    /// Where it is shown.
    pub place: Place,
    /// Whether its cells name their rows.
    pub names_rows: bool,
    /// The class of its title on a page.
    pub title_class: Option<&'static str>,
    /// The class of its cells on a page.
    pub cell_class: Option<&'static str>,
    /// What its cells are called where a narrow page shows a row as a card.
    pub label: &'static str,
    /// What a page shows for an empty cell.
    pub blank: &'static str,
    /// Whether a page says its title only to who does not see it.
    pub unseen: bool,
}

/// Where a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On pages and in files.
    Everywhere,
    /// On pages alone: what is drawn or said, which no file could take.
    Page,
    /// In files alone: what a page says once, or has no room for.
    Files,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Amounts in euros.
    Money,
    /// Days.
    Day,
    /// Times.
    Moment,
    /// Counts.
    Number,
    /// Parts of a whole.
    Share,
    /// Changes of a share.
    Points,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A word of a list: what people read, and its code for programs.
    Word {
        /// `au-dessus`.
        said: Cow<'static, str>,
        /// `above`.
        code: Cow<'static, str>,
    },
    /// Words that lead somewhere, on a page.
    Link {
        /// The words, which is what a file holds.
        text: String,
        /// The address.
        href: String,
    },
    /// An amount, in cents of a euro.
    Cents(i64),
    /// A day.
    Day(NaiveDate),
    /// A time, to the second.
    Moment(DateTime<Utc>),
    /// A count.
    Number(i64),
    /// A part of a whole: a percentage to people, per mille to programs.
    Share {
        /// The part.
        part: i64,
        /// The whole; of none there is no share.
        whole: i64,
    },
    /// A change of a share, per mille: points to people.
    Points(i64),
    /// A value that a page shows in its own way: with a badge, a note, a picture.
    Shown {
        /// What a file holds.
        value: Box<Cell>,
        /// What a page shows, as HTML: its words are escaped already.
        html: String,
    },
    /// Words that stand under all the columns that are left of a row.
    Across(String),
}

/// The share of a part, per mille, a half going up; 0 of nothing.
pub fn per_mille(part: i64, whole: i64) -> i64 {
    if whole == 0 {
        0
    } else {
        (part * 2_000 + whole).div_euclid(2 * whole)
    }
}

impl Table {
    /// A table for programs alone, still without rows: what it shows, the names of its columns with what they hold.
    pub fn of(caption: impl Into<String>, columns: &[(&str, Kind)]) -> Self {
        let column = |(name, kind): &(&str, Kind)| Column::new("", *name, *kind);
        Self {
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
            total: None,
        }
    }

    /// A table of a file, still without rows: what it shows, its columns, each a title, a name and what it holds.
    pub fn filed(caption: impl Into<String>, columns: &[(&str, &str, Kind)]) -> Self {
        let column = |(title, name, kind): &(&str, &str, Kind)| Column::filed(*title, *name, *kind);
        Self {
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
            total: None,
        }
    }

    /// Refuses a row that is not as long as the columns.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let columns = self.columns.len();
        let odd = |row: &&Vec<Cell>| row.len() != columns || columns == 0;
        match self.rows.iter().chain(&self.total).find(odd) {
            None => Ok(()),
            Some(row) => Err(Fault::Ragged {
                caption: self.caption.clone(),
                cells: row.len(),
                columns,
            }),
        }
    }
}

impl Column {
    /// A column that stands everywhere: its title, its name, what it holds.
    pub fn new(title: impl Into<String>, name: impl Into<String>, kind: Kind) -> Self {
        Self {
            title: title.into(),
            name: name.into(),
            kind,
            unit: "",
            share: 1,
            place: Place::Everywhere,
            names_rows: false,
            title_class: None,
            cell_class: None,
            label: "",
            blank: "–",
            unseen: false,
        }
    }

    /// A column for people alone: on pages, in spreadsheets, on paper.
    pub fn titled(title: impl Into<String>, kind: Kind) -> Self {
        Self::new(title, "", kind)
    }

    /// A column that pages do not show.
    pub fn filed(title: impl Into<String>, name: impl Into<String>, kind: Kind) -> Self {
        Self {
            place: Place::Files,
            ..Self::new(title, name, kind)
        }
    }

    /// A column that pages alone show.
    pub fn on_page(title: impl Into<String>) -> Self {
        Self {
            place: Place::Page,
            ..Self::titled(title, Kind::Text)
        }
    }

    /// Its cells name their rows.
    #[must_use]
    pub fn naming_rows(self) -> Self {
        Self {
            names_rows: true,
            ..self
        }
    }

    /// The class of its title and of its cells, on a page.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        Self {
            title_class: Some(class),
            cell_class: Some(class),
            ..self
        }
    }

    /// The class of its title, then the one of its cells, on a page; none where it is empty.
    #[must_use]
    pub fn classes(self, title: &'static str, cell: &'static str) -> Self {
        let some = |class: &'static str| (!class.is_empty()).then_some(class);
        Self {
            title_class: some(title),
            cell_class: some(cell),
            ..self
        }
    }

    /// What its cells are called where a narrow page shows a row as a card.
    #[must_use]
    pub fn labelled(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    /// What a page shows for an empty cell.
    #[must_use]
    pub fn blank(self, blank: &'static str) -> Self {
        Self { blank, ..self }
    }

    /// A page says its title only to who does not see it: its cells are enough to who does.
    #[must_use]
    pub fn unseen(self) -> Self {
        Self { unseen: true, ..self }
    }

    /// What its figures count.
    #[must_use]
    pub fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// Its width on paper, relative to the others'.
    #[must_use]
    pub fn share(self, share: u16) -> Self {
        Self { share, ..self }
    }

    /// What people read at its top in a spreadsheet.
    pub(crate) fn heading(&self) -> String {
        match (self.title.is_empty(), self.unit) {
            (true, _) => self.name.clone(),
            (false, "") => self.title.clone(),
            (false, unit) => format!("{} ({unit})", self.title),
        }
    }
}

impl Kind {
    /// Whether its cells are aligned on the right, digit under digit.
    pub(crate) fn is_figure(self) -> bool {
        matches!(self, Self::Money | Self::Number | Self::Share | Self::Points)
    }
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// A word of a list, and its code for programs.
    pub fn word(said: impl Into<Cow<'static, str>>, code: impl Into<Cow<'static, str>>) -> Self {
        Self::Word {
            said: said.into(),
            code: code.into(),
        }
    }

    /// Words that lead somewhere, on a page.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self::Link {
            text: text.into(),
            href: href.into(),
        }
    }

    /// A value that a page shows as this HTML, whose words are escaped already.
    pub fn shown_as(self, html: impl Into<String>) -> Self {
        Self::Shown {
            value: Box::new(self),
            html: html.into(),
        }
    }

    /// What a page alone shows, as HTML whose words are escaped already.
    pub fn html(html: impl Into<String>) -> Self {
        Self::Empty.shown_as(html)
    }

    /// A share that is known per mille.
    pub const fn per_mille(share: i64) -> Self {
        Self::Share {
            part: share,
            whole: 1_000,
        }
    }

    /// What there may be, else nothing.
    pub fn or_empty<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// As it is read.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Link { text, .. } | Self::Across(text) => text.clone(),
            Self::Word { said, .. } => said.clone().into_owned(),
            Self::Cents(cents) => french::full_euros(*cents),
            Self::Day(day) => french::short_day(*day),
            Self::Moment(at) => french::moment(*at),
            Self::Number(value) => french::number(*value),
            Self::Share { part, whole } => french::percent(*part, *whole),
            Self::Points(points) => french::points(*points),
            Self::Shown { value, .. } => value.shown(),
        }
    }

    /// Whether it counts something.
    pub(crate) fn is_figure(&self) -> bool {
        match self {
            Self::Cents(_) | Self::Number(_) | Self::Share { .. } | Self::Points(_) => true,
            Self::Shown { value, .. } => value.is_figure(),
            Self::Empty
            | Self::Text(_)
            | Self::Word { .. }
            | Self::Link { .. }
            | Self::Day(_)
            | Self::Moment(_)
            | Self::Across(_) => false,
        }
    }
}
