//! What a sheet hides and merges.

use csv::StringRecord;

/// What a sheet hides and merges.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Its hidden rows, from the first to the last of each run, from 1.
    pub rows: Vec<Span<u64>>,
    /// Its hidden columns, from 0.
    pub columns: Vec<Span<usize>>,
    /// Its merged cells.
    pub merged: Vec<Merged>,
}

/// From a first to a last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<T> {
    pub first: T,
    pub last: T,
}

/// Cells merged into one: their first and last line, their first and last column, lines from 1 and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Lines.
    pub lines: (u64, u64),
    /// Columns.
    pub columns: (usize, usize),
}

/// Rows that are told as hidden, at most: a run of them to the end of a sheet holds nothing.
const TOLD_MAX: usize = 100_000;

impl Layout {
    /// Hides a row, after those before it.
    pub fn hide_row(&mut self, line: u64) {
        match self.rows.last_mut() {
            Some(run) if run.last + 1 == line => run.last = line,
            _ => self.rows.push(Span {
                first: line,
                last: line,
            }),
        }
    }

    pub fn hides_row(&self, line: u64) -> bool {
        let after = self.rows.partition_point(|run| run.last < line);
        self.rows.get(after).is_some_and(|run| run.first <= line)
    }

    pub fn hides_column(&self, column: usize) -> bool {
        self.columns
            .iter()
            .any(|run| (run.first..=run.last).contains(&column))
    }

    /// The hidden rows below a line.
    pub fn hidden_rows_below(&self, line: u64) -> Vec<u64> {
        let runs = self.rows.iter().flat_map(|run| run.first..=run.last);
        runs.filter(|row| *row > line).take(TOLD_MAX).collect()
    }

    /// The titles of the columns that are hidden.
    pub fn hidden_columns_of(&self, titles: &StringRecord) -> Vec<String> {
        let hidden = |(at, title): &(usize, &str)| self.hides_column(*at) && !title.is_empty();
        let titles = titles.iter().enumerate().filter(hidden);
        titles.map(|(_, title)| title.to_owned()).collect()
    }
}
