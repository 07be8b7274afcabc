//! What is promised of a table that is taken elsewhere: the same in both files, real days and numbers, no formula.

#![expect(clippy::expect_used, reason = "a test stops where it goes wrong")]

use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, NaiveDate};
use report::{Cell, Column, Columns, Fault, Kind, Sheet, Table, csv, sheet_xlsx};
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

/// A territory: its code, its census, who uses the service, and how that moved.
type Place = (&'static str, i64, i64, Option<i64>);

fn places() -> Columns<'static, Place> {
    Columns::new()
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            |_: &Place| Cell::text("2020-2021"),
        )
        .with(Column::new("Territoire", "nom", Kind::Text), |(name, ..)| {
            Cell::link(*name, "/la")
        })
        .with(
            Column::new("Classes", "recensees", Kind::Number),
            |(_, census, ..)| Cell::Number(*census).shown_as("<b>beaucoup</b>"),
        )
        .with(Column::titled("Estimées", Kind::Share), |(_, census, ..)| {
            Cell::Share {
                part: 1,
                whole: *census,
            }
        })
        .with(
            Column::new("Part", "part_pour_mille", Kind::Share),
            |(_, census, using, _)| Cell::Share {
                part: *using,
                whole: *census,
            },
        )
        .with(Column::on_page("Dessin"), |_| Cell::html("<svg></svg>"))
        .with(
            Column::new("En 4 semaines", "evolution_pour_mille", Kind::Points),
            |(.., moved)| Cell::or_empty(*moved, Cell::Points),
        )
        .with(
            Column::new("Hasard", "hasard", Kind::Text).unit("19 fois sur 20"),
            |_| Cell::word("dans les limites", "dans_les_limites"),
        )
}

#[test]
fn programs_get_names_and_codes_where_people_get_titles_and_words() {
    let rows = [("Lille", 8, 1, Some(-32)), ("=Nice", 0, 0, None)];
    let mut sheet = taken(Vec::new());
    sheet.table = places().file("Territoires", &rows);
    assert_eq!(
        csv(&sheet),
        "\u{feff}annee_scolaire;nom;recensees;part_pour_mille;evolution_pour_mille;hasard\r\n\
         2020-2021;Lille;8;125;-32;dans_les_limites\r\n2020-2021;'=Nice;0;0;;dans_les_limites\r\n"
    );
    let bytes = sheet_xlsx(&sheet).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("one that can be read");
    let range = book.worksheet_range("Données").expect("the rows");
    let row = |at: u32| -> Vec<Data> {
        (0..7)
            .map(|column| range.get_value((at, column)).cloned().unwrap_or_default())
            .collect()
    };
    let titles = [
        "Année scolaire",
        "Territoire",
        "Classes",
        "Estimées",
        "Part",
        "En 4 semaines",
        "Hasard (19 fois sur 20)",
    ];
    assert_eq!(row(0), titles.map(|title| Data::String(title.to_owned())));
    let words = |words: &str| Data::String(words.to_owned());
    assert_eq!(
        row(1),
        [
            words("2020-2021"),
            words("Lille"),
            Data::Float(8.0),
            Data::Float(0.125),
            Data::Float(0.125),
            Data::Float(-3.2),
            words("dans les limites"),
        ]
    );
    assert_eq!(range.width(), 7, "what is drawn is in no file");
}

#[test]
fn a_page_leaves_out_what_is_for_files_alone() {
    let table = places().page("Territoires", &[("Lille", 8, 1, None)]);
    let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Territoire",
            "Classes",
            "Estimées",
            "Part",
            "Dessin",
            "En 4 semaines",
            "Hasard"
        ]
    );
}
