//! The files of every table: the workbook read back equals the CSV, cell by cell.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::support::{Asked, World};
use calamine::{Data, Reader, Xlsx};
use domain::Role;
use server::routes;
use std::io::Cursor;

/// A line of a CSV as its cells; the mark that keeps a formula from being one is not part of the text.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ';' if !quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    let told = |cell: String| match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell,
    };
    cells.into_iter().map(told).collect()
}

/// A cell of a workbook as a CSV writes it, where `beside` stands in the CSV.
fn told(cell: Option<&Data>, beside: &str) -> String {
    match cell {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(text)) => text.clone(),
        Some(Data::Float(number)) if beside.contains(',') => format!("{number:.2}").replace('.', ","),
        Some(Data::Float(number)) => format!("{number}"),
        Some(Data::DateTime(at)) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            match beside.contains('T') {
                true => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
                false => format!("{year}-{month:02}-{day:02}"),
            }
        }
        other => panic!("{other:?} beside {beside}"),
    }
}

fn book(asked: &Asked) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(asked.bytes.clone())).unwrap()
}

/// Every address of a table, filled in; the school year has classes of a département.
fn addresses() -> Vec<String> {
    let routes = routes::all();
    let tables = routes.iter().filter(|route| route.path.ends_with(".csv"));
    let filled = tables.map(|route| {
        let path = route.path.replace("{policy}", "classes-dedoublees");
        let code = match &*path {
            // Uses are the nation's and the académies'.
            path if path.contains("/usages") => "FR",
            path if path.contains("/reseaux/") => "R0359000T",
            _ => "D35",
        };
        let path = path.replace("{code}", code);
        if route.path.contains("{policy}") {
            path + "?annee=2020-2021"
        } else {
            path
        }
    });
    filled.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workbook_of_every_table_is_its_csv_cell_by_cell() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let addresses = addresses();
    assert!(addresses.len() >= 7, "{addresses:?}");
    for address in addresses {
        let csv = browser.get(&address).await;
        let xlsx = browser.get(&address.replacen(".csv", ".xlsx", 1)).await;
        assert_eq!(
            (csv.status.as_u16(), xlsx.status.as_u16()),
            (200, 200),
            "{address}"
        );
        let mut book = book(&xlsx);
        assert_eq!(book.sheet_names(), ["Données", "À propos"], "{address}");
        let sheet = book.worksheet_range("Données").unwrap();
        let text = csv.text.strip_prefix('\u{feff}').unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert!(lines.len() > 1, "{address} is empty");
        assert_eq!(sheet.height(), lines.len(), "{address}");
        for (row, line) in (0_u32..).zip(&lines) {
            for (column, cell) in (0_u32..).zip(cells(line)) {
                assert_eq!(
                    told(sheet.get_value((row, column)), &cell),
                    cell,
                    "{address} {row} {column}"
                );
            }
        }
        let about = book.worksheet_range("À propos").unwrap();
        for label in ["Source", "Filtres", "Population", "Au"] {
            let said = about
                .rows()
                .any(|row| row[0] == Data::String(label.to_owned()) && row[1] != Data::Empty);
            assert!(said, "{address} does not say its {label}");
        }
        let formulas = book.worksheet_formula("Données").unwrap();
        assert!(formulas.is_empty(), "{address} holds a formula");
    }
}
