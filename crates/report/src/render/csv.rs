//! A table as a file that a French spreadsheet opens: semicolons, a byte order mark, ISO days, euros with a comma.

use crate::{Cell, Sheet, per_mille};
use chrono::SecondsFormat;

const MARK: &str = "\u{feff}";

/// One line for the names of the columns, then one a row. A column without a name is not for programs.
pub fn csv(sheet: &Sheet) -> String {
    let mut out = String::from(MARK);
    let columns = &sheet.table.columns;
    let kept = |at: usize| columns.get(at).is_some_and(|column| !column.name.is_empty());
    let named = columns.iter().filter(|column| !column.name.is_empty());
    line(&mut out, named.map(|column| column.name.clone()));
    for row in &sheet.table.rows {
        let cells = row.iter().enumerate().filter(|(at, _)| kept(*at));
        line(&mut out, cells.map(|(_, value)| cell(value)));
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (rank, cell) in cells.enumerate() {
        if rank > 0 {
            out.push(';');
        }
        out.push_str(&cell);
    }
    out.push_str("\r\n");
}

fn cell(value: &Cell) -> String {
    match value {
        Cell::Empty => String::new(),
        Cell::Text(words) | Cell::Link { text: words, .. } | Cell::Across(words) => text(words),
        Cell::Word { code, .. } => text(code),
        Cell::Cents(cents) => french::plain_euros(*cents),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.to_rfc3339_opts(SecondsFormat::Secs, true),
        Cell::Number(number) | Cell::Points(number) => number.to_string(),
        Cell::Share { part, whole } => per_mille(*part, *whole).to_string(),
        Cell::Shown { value, .. } => cell(value),
    }
}

/// A text that a spreadsheet neither cuts nor takes for a formula.
pub fn text(value: &str) -> String {
    let guarded = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{value}")
    } else {
        value.to_owned()
    };
    if guarded.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_school_s_name_can_be_neither_a_formula_nor_two_columns() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("\r=1+1"), "\"'\r=1+1\"");
        assert_eq!(text("a;b"), "\"a;b\"");
        assert_eq!(text("dite \"la petite\""), "\"dite \"\"la petite\"\"\"");
    }
}
