//! Second reading of a refused file: the lines that are wrong are named, and the file is made to be given back, each row with what is wrong with it.

use super::{
    headers::{Columns, ERROR},
    report::{GivenBack, Report},
    source::{Record, Source},
    unreadable::Unreadable,
    wanted::name,
};
use std::collections::HashMap;

/// The most rows of a file that is given back: what a person corrects by hand is shorter.
const ROWS_MAX: usize = 50_000;
/// The most bytes of its cells.
const BYTES_MAX: usize = 8 << 20;

/// Reads a refused file once more: names the lines that are wrong, and makes what is given back of it, unless it is too large.
///
/// # Errors
/// [`Unreadable`]: the file can't be read a second time.
pub async fn read_again(
    mut source: Source,
    columns: &Columns,
    report: &mut Report,
) -> Result<Option<GivenBack>, Unreadable> {
    let errors = by_line(report);
    let last = errors.keys().max().copied().unwrap_or_default();
    let mut building = Building::under(source.header());
    let mut names = HashMap::new();
    while let Some(records) = source.batch().await? {
        for record in &records {
            let wrong = errors.get(&record.line);
            if wrong.is_some() {
                names.insert(record.line, columns.row(record).name());
            }
            building.take(record, wrong.map_or("", String::as_str));
        }
        let past = records.last().is_some_and(|record| record.line >= last);
        if building.file.is_none() && past {
            break;
        }
    }
    for finding in &mut report.errors {
        finding.of = names.get(&finding.line).cloned().unwrap_or_default();
    }
    Ok(building.file)
}

/// What is wrong with each line, in words.
fn by_line(report: &Report) -> HashMap<u64, String> {
    let mut errors: HashMap<u64, String> = HashMap::new();
    for finding in report.errors.iter().filter(|finding| finding.line > 0) {
        let told = errors.entry(finding.line).or_default();
        if !told.is_empty() {
            told.push(' ');
        }
        if let Some(column) = &finding.column {
            told.push_str(column);
            told.push_str(" : ");
        }
        told.push_str(&finding.reason);
        told.push(' ');
        told.push_str(&finding.advice);
    }
    errors
}

/// The file under way; none once it is too large.
struct Building {
    file: Option<GivenBack>,
    bytes: usize,
    /// Where the errors of the time before stand: they give way to the new ones.
    old_errors: Option<usize>,
}

impl Building {
    fn under(header: &csv::StringRecord) -> Self {
        let old_errors = header.iter().position(|title| name(title) == ERROR);
        let mut building = Self {
            file: None,
            bytes: 0,
            old_errors,
        };
        let titles = building.cells(header, ERROR);
        building.file = Some(GivenBack {
            titles,
            rows: Vec::new(),
        });
        building
    }

    fn cells(&self, fields: &csv::StringRecord, error: &str) -> Vec<String> {
        let own = fields
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != self.old_errors)
            .map(|(_, field)| field);
        std::iter::once(error).chain(own).map(str::to_owned).collect()
    }

    fn take(&mut self, record: &Record, error: &str) {
        let mut cells = self.cells(&record.fields, error);
        cells.extend(record.beyond.clone());
        self.bytes += cells.iter().map(String::len).sum::<usize>();
        let bytes = self.bytes;
        if let Some(file) = &mut self.file {
            file.rows.push(cells);
            if bytes > BYTES_MAX || file.rows.len() > ROWS_MAX {
                self.file = None;
            }
        }
    }
}
