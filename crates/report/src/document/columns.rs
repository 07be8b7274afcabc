//! The columns of a table, each with what fills its cells: the page's table and the file's are made of the same ones.

use super::table::{Cell, Column, Place, Table};

/// What fills a column: from a row's subject, its cell.
type Fill<'a, Row> = Box<dyn Fn(&Row) -> Cell + 'a>;

/// Columns of a table about subjects of one type, in their order.
pub struct Columns<'a, Row> {
    all: Vec<(Column, Fill<'a, Row>)>,
}

impl<Row> Default for Columns<'_, Row> {
    fn default() -> Self {
        Self { all: Vec::new() }
    }
}

impl<'a, Row> Columns<'a, Row> {
    /// No column yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more column.
    #[must_use]
    pub fn with(mut self, column: Column, fill: impl Fn(&Row) -> Cell + 'a) -> Self {
        self.push(column, fill);
        self
    }

    /// One more column.
    pub fn push(&mut self, column: Column, fill: impl Fn(&Row) -> Cell + 'a) {
        self.all.push((column, Box::new(fill)));
    }

    /// The table of a page: what it shows, a row a subject.
    pub fn page<'r>(&self, caption: impl Into<String>, subjects: impl IntoIterator<Item = &'r Row>) -> Table
    where
        Row: 'r,
    {
        self.table(caption.into(), subjects, Place::Files)
    }

    /// The table of a file: what it shows, a row a subject.
    pub fn file<'r>(&self, caption: impl Into<String>, subjects: impl IntoIterator<Item = &'r Row>) -> Table
    where
        Row: 'r,
    {
        self.table(caption.into(), subjects, Place::Page)
    }

    fn table<'r>(&self, caption: String, subjects: impl IntoIterator<Item = &'r Row>, without: Place) -> Table
    where
        Row: 'r,
    {
        let kept: Vec<_> = self
            .all
            .iter()
            .filter(|(column, _)| column.place != without)
            .collect();
        let row = |subject: &Row| kept.iter().map(|(_, fill)| fill(subject)).collect();
        Table {
            caption,
            columns: kept.iter().map(|(column, _)| column.clone()).collect(),
            rows: subjects.into_iter().map(row).collect(),
            total: None,
        }
    }
}
