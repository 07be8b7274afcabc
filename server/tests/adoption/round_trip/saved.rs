//! A table as other programs save it.

pub mod office;

use chrono::NaiveDate;
use encoding_rs::WINDOWS_1252;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// A table: its titles, then its rows.
#[derive(Clone)]
pub struct Rows {
    pub cells: Vec<Vec<String>>,
}

impl Rows {
    /// Those of a CSV file of the product.
    pub fn of(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let cells = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect());
        Self {
            cells: cells.collect(),
        }
    }

    /// The place of the first of some columns that it has.
    pub fn column(&self, names: &[&str]) -> usize {
        let place = |name: &&str| self.cells[0].iter().position(|title| title == name);
        names.iter().find_map(place).unwrap()
    }

    fn joined(&self, separator: char, end: &str, cell: impl Fn(usize, &str) -> String) -> String {
        let mut out = String::new();
        for row in &self.cells {
            let cells: Vec<_> = row.iter().enumerate().map(|(at, text)| cell(at, text)).collect();
            out.push_str(&cells.join(&separator.to_string()));
            out.push_str(end);
        }
        out
    }
}

/// How a program saves a table.
pub type Save = fn(&Rows) -> Vec<u8>;

pub const WAYS: [(&str, Save); 5] = [
    ("Excel, CSV", excel_csv),
    ("Excel, « Texte Unicode »", unicode_text),
    ("Excel on a Mac, CSV", mac_csv),
    ("a workbook with true dates", xlsx),
    ("a script, CSV with commas", comma_csv),
];

/// A day as a French spreadsheet shows it.
fn french(text: &str) -> String {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_or_else(|_| text.to_owned(), |day| day.format("%d/%m/%Y").to_string())
}

fn quoted(text: &str, separator: char) -> String {
    if text.contains([separator, '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Windows-1252, French days; in each block of sixteen rows nothing is written after the last column that one of them fills.
pub fn excel_csv(rows: &Rows) -> Vec<u8> {
    let mut cut = rows.clone();
    for block in cut.cells.chunks_mut(16) {
        let filled = |row: &Vec<String>| {
            row.iter()
                .rposition(|cell| !cell.is_empty())
                .map_or(0, |at| at + 1)
        };
        let wide = block.iter().map(filled).max().unwrap_or_default();
        for row in block {
            row.truncate(wide);
        }
    }
    let text = cut.joined(';', "\r\n", |_, cell| quoted(&french(cell), ';'));
    WINDOWS_1252.encode(&text).0.into_owned()
}

/// UTF-16 with its mark, tabs.
fn unicode_text(rows: &Rows) -> Vec<u8> {
    let text = format!(
        "\u{feff}{}",
        rows.joined('\t', "\r\n", |_, cell| quoted(&french(cell), '\t'))
    );
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Lines that end with a carriage return alone, letters of the Macintosh.
fn mac_csv(rows: &Rows) -> Vec<u8> {
    // Those of the demonstration's names that are not ASCII.
    const LETTERS: &str = "éèêëàâîïôöùûüçÉÈÊÀÎÔŒœ’–";
    const BYTES: [u8; 24] = [
        0x8e, 0x8f, 0x90, 0x91, 0x88, 0x89, 0x94, 0x95, 0x99, 0x9a, 0x9d, 0x9e, 0x9f, 0x8d, 0x83, 0xe9, 0xe6,
        0xcb, 0xeb, 0xef, 0xce, 0xcf, 0xd5, 0xd0,
    ];
    let text = rows.joined(';', "\r", |_, cell| quoted(&french(cell), ';'));
    let byte = |letter: char| {
        let known = LETTERS
            .chars()
            .position(|known| known == letter)
            .map(|at| BYTES[at]);
        known.unwrap_or_else(|| u8::try_from(letter).unwrap())
    };
    text.chars().map(byte).collect()
}

/// Commas, lines of one line feed.
fn comma_csv(rows: &Rows) -> Vec<u8> {
    rows.joined(',', "\n", |_, cell| quoted(cell, ',')).into_bytes()
}

/// Days as a spreadsheet's own, numbers as numbers.
pub fn xlsx(rows: &Rows) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("[$-40C]dd/mm/yyyy");
    let sheet = book.add_worksheet();
    for (line, row) in (0_u32..).zip(&rows.cells) {
        for (column, cell) in (0_u16..).zip(row) {
            let date = ExcelDateTime::parse_from_str(cell)
                .ok()
                .filter(|_| cell.len() == 10);
            let number = cell.parse::<u32>().ok();
            match (date, number) {
                (Some(date), _) => sheet.write_with_format(line, column, &date, &day).unwrap(),
                (_, Some(number)) => sheet.write(line, column, number).unwrap(),
                _ => sheet.write(line, column, cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}
