//! A table as a file that a French spreadsheet opens: semicolons, a byte order mark, ISO days, euros with a comma.

use crate::{Cell, Sheet};

const MARK: &str = "\u{feff}";

/// One line for the titles, then one a row.
pub fn csv(sheet: &Sheet) -> String {
    let mut out = String::from(MARK);
    let titles = sheet.table.columns.iter().map(|column| column.title.clone());
    line(&mut out, titles);
    for row in &sheet.table.rows {
        line(&mut out, row.iter().map(cell));
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

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => text(words),
        Cell::Cents(cents) => french::plain_euros(*cents),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Cell::Number(number) => number.to_string(),
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
