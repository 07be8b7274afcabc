//! What is promised of a table that is taken elsewhere: the same in both files, real days and numbers, no formula.

#![expect(clippy::expect_used, reason = "a test stops where it goes wrong")]

use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, NaiveDate};
use report::{Cell, Fault, Kind, Sheet, Table, csv, sheet_xlsx};
use std::io::Cursor;

const COLUMNS: [(&str, Kind); 5] = [
    ("nom", Kind::Text),
    ("jour", Kind::Day),
    ("le", Kind::Moment),
    ("montant", Kind::Money),
    ("classes", Kind::Number),
];

fn taken(rows: Vec<Vec<Cell>>) -> Sheet {
    let mut table = Table::of("Un tableau", &COLUMNS);
    table.rows = rows;
    Sheet {
        table,
        about: vec![("Source", "=un essai".to_owned())],
        day: NaiveDate::from_ymd_opt(2021, 12, 17).expect("a day"),
    }
}

fn row(name: &str) -> Vec<Cell> {
    vec![
        Cell::text(name),
        Cell::Day(NaiveDate::from_ymd_opt(2021, 3, 15).expect("a day")),
        Cell::Moment(DateTime::UNIX_EPOCH),
        Cell::Cents(-123_405),
        Cell::Number(-2),
    ]
}

#[test]
fn a_word_is_a_word_and_a_figure_a_figure_in_both_files() {
    let sheet = taken(vec![row("=1+1"), row("dite \"la petite\" ; suite")]);
    assert_eq!(
        csv(&sheet),
        "\u{feff}nom;jour;le;montant;classes\r\n'=1+1;2021-03-15;1970-01-01T00:00:00Z;-1234,05;-2\r\n\
         \"dite \"\"la petite\"\" ; suite\";2021-03-15;1970-01-01T00:00:00Z;-1234,05;-2\r\n"
    );
    let bytes = sheet_xlsx(&sheet).expect("a workbook");
    assert_eq!(
        bytes,
        sheet_xlsx(&sheet).expect("again"),
        "the same bytes for the same data"
    );
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("one that can be read");
    let range = book.worksheet_range("Données").expect("the rows");
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".to_owned())));
    assert!(matches!(range.get_value((1, 1)), Some(Data::DateTime(_))));
    assert!(matches!(range.get_value((1, 2)), Some(Data::DateTime(_))));
    assert_eq!(range.get_value((1, 3)), Some(&Data::Float(-1234.05)));
    assert_eq!(range.get_value((1, 4)), Some(&Data::Float(-2.0)));
    for name in ["Données", "À propos"] {
        assert!(
            book.worksheet_formula(name).expect("a sheet").is_empty(),
            "{name}"
        );
    }
}

#[test]
fn a_row_that_lacks_a_cell_is_no_table() {
    let odd = taken(vec![vec![Cell::Number(1)]]);
    assert!(matches!(
        sheet_xlsx(&odd),
        Err(Fault::Ragged {
            cells: 1,
            columns: 5,
            ..
        })
    ));
}

#[test]
fn a_hundred_thousand_rows_are_a_workbook() {
    let sheet = taken((0..100_000).map(|_| row("École")).collect());
    let bytes = sheet_xlsx(&sheet).expect("a workbook");
    println!("figures: 100000 rows, {} bytes", bytes.len());
    assert!(bytes.starts_with(b"PK"));
}
