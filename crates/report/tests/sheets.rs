//! What is promised of the spreadsheet: every amount to the cent, real days, no formula, the same bytes for the same data.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it goes wrong"
)]

use std::io::Cursor;

use crate::sample::{account, amount, column, payments, short, sum, text};
use calamine::{Data, Range, Reader, Xlsx};
use report::{Block, Cell, Document, Fault, Kind, Table, xlsx};

fn read(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = xlsx(document).expect("a spreadsheet");
    Xlsx::new(Cursor::new(bytes)).expect("one that can be read")
}

fn sheet(document: &Document, index: usize) -> Range<Data> {
    let mut book = read(document);
    let name = book.sheet_names()[index].clone();
    book.worksheet_range(&name).expect("a sheet")
}

fn cents(value: Option<&Data>) -> i64 {
    let Some(Data::Float(euros)) = value else {
        panic!("{value:?} is no number");
    };
    format!("{:.0}", euros * 100.0)
        .parse()
        .expect("a whole number of cents")
}

#[test]
fn every_amount_is_a_number_equal_to_the_cent() {
    let sheet = sheet(&account(), 1);
    for index in 0..200_i64 {
        let row = u32::try_from(index + 1).expect("small");
        assert_eq!(cents(sheet.get_value((row, 4))), amount(index));
    }
    assert_eq!(cents(sheet.get_value((201, 4))), sum(200));
    assert_eq!(sheet.get_value((201, 3)), Some(&Data::Float(399.0)));
    assert_eq!(sheet.get_value((201, 0)), Some(&Data::String("Total".to_owned())));
    assert_eq!(sheet.get_value((1, 5)), Some(&Data::Empty));
}

#[test]
fn an_amount_of_up_to_fifteen_digits_round_trips() {
    let mut amounts = vec![
        0,
        1,
        -1,
        29,
        115,
        435,
        999_999_999_999_999,
        -999_999_999_999_999,
        100_000_000_000_001,
    ];
    amounts.extend((1..400).map(|index: i64| index * index * index * 7_654_321 + index));
    let table = Table {
        caption: "Montants".to_owned(),
        columns: vec![column("Montant", Kind::Money, 1)],
        rows: amounts.iter().map(|cents| vec![Cell::Cents(*cents)]).collect(),
        total: None,
    };
    let sheet = sheet(&short(vec![Block::Table(table)]), 1);
    for (row, wanted) in (1..).zip(&amounts) {
        assert_eq!(cents(sheet.get_value((row, 0))), *wanted);
    }
}

#[test]
fn a_figure_that_a_spreadsheet_would_round_is_a_fault() {
    for cell in [Cell::Cents(1_000_000_000_000_000), Cell::Number(i64::MIN)] {
        let document = short(vec![Block::Facts(vec![("Trop".to_owned(), cell)])]);
        assert!(matches!(xlsx(&document), Err(Fault::TooLong(_))));
    }
}

#[test]
fn a_day_is_a_date() {
    let sheet = sheet(&account(), 1);
    let Some(Data::DateTime(day)) = sheet.get_value((1, 2)) else {
        panic!("{:?} is no date", sheet.get_value((1, 2)));
    };
    let (year, month, date, ..) = day.to_ymd_hms_milli();
    assert_eq!((year, month, date), (2021, 12, 17));
}

#[test]
fn no_words_become_a_formula() {
    let signs = [
        "=1+1",
        "+33",
        "-2",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "'=1",
        "http://exemple.invalid",
    ];
    let table = Table {
        caption: "=cmd".to_owned(),
        columns: vec![column("=2+2", Kind::Text, 1)],
        rows: signs.iter().map(|sign| vec![text(sign)]).collect(),
        total: Some(vec![text("=A1")]),
    };
    let facts = Block::Facts(vec![("=3+3".to_owned(), text("@x"))]);
    let mut document = short(vec![Block::Words("=4+4".to_owned()), facts, Block::Table(table)]);
    document.title = "=5+5".to_owned();
    document.sections[0].heading = "=6+6".to_owned();
    let mut book = read(&document);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.used_cells().next().is_none(), "{name}");
    }
    let name = book.sheet_names()[1].clone();
    let sheet = book.worksheet_range(&name).expect("a sheet");
    for (row, sign) in (1..).zip(signs) {
        assert_eq!(sheet.get_value((row, 0)), Some(&Data::String(sign.to_owned())));
    }
}

#[test]
fn the_first_sheet_tells_the_rest() {
    let mut book = read(&account());
    assert_eq!(
        book.sheet_names(),
        ["Synthèse", "Engagements et paiements par é…", "Par niveau"]
    );
    let sheet = book.worksheet_range("Synthèse").expect("a sheet");
    let rows: Vec<(String, String)> = (sheet.rows())
        .map(|row| {
            (
                row[0].to_string(),
                row.get(1).map(ToString::to_string).unwrap_or_default(),
            )
        })
        .collect();
    let told = |label: &str, value: &str| rows.contains(&(label.to_owned(), value.to_owned()));
    assert!(told("Plafond de l’enveloppe", "1234567890.12"), "{rows:?}");
    assert!(told("Académie", "Lille"));
    assert!(told("Par niveau", "Feuille « Par niveau »"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = xlsx(&account()).expect("a spreadsheet");
    // What is written by the clock changes with the second: the second one must be another.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(first == xlsx(&account()).expect("a spreadsheet"));
}

#[test]
fn a_day_before_spreadsheets_is_told_in_words() {
    let old = chrono::NaiveDate::from_ymd_opt(1882, 3, 28).expect("a day");
    let mut table = payments(1);
    table.rows[0][2] = Cell::Day(old);
    let sheet = sheet(&short(vec![Block::Table(table)]), 1);
    assert_eq!(
        sheet.get_value((1, 2)),
        Some(&Data::String("28/03/1882".to_owned()))
    );
}
