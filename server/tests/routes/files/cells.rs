//! The cells of a table's file, of its CSV and of its workbook.

use crate::support::Asked;
use calamine::{Data, Range, Reader, Xlsx};
use std::{collections::BTreeMap, io::Cursor};

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

/// The columns of a CSV, in their order: the name, then the cells.
pub(super) fn columns(lines: &[&str]) -> Vec<Vec<String>> {
    let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
    let column = |at: usize| rows.iter().map(|row| row[at].clone()).collect();
    (0..rows[0].len()).map(column).collect()
}

/// Columns whose cells are codes to programs and words to people.
const WORDS: [&str; 4] = ["hasard", "mesure", "mois_d_embarquement", "stade"];

/// Whether a column of a workbook says, cell by cell, what a column of the CSV says: shares as percentages, changes as points,
/// each code as a word of its own.
pub(super) fn holds(sheet: &Range<Data>, column: usize, named: &[String]) -> bool {
    let (mut words, mut codes) = (BTreeMap::new(), BTreeMap::new());
    named.iter().enumerate().skip(1).all(|(row, beside)| {
        let cell = sheet.get((row, column));
        match cell {
            Some(Data::Float(number)) if named[0].contains("pour_mille") => [1_000.0, 10.0]
                .iter()
                .any(|times| format!("{:.0}", number * times) == *beside),
            Some(Data::String(word)) if WORDS.contains(&&*named[0]) => {
                words.entry(beside.clone()).or_insert(word.clone()) == word
                    && codes.entry(word.clone()).or_insert(beside.clone()) == beside
            }
            _ => told(cell, beside) == *beside,
        }
    })
}

/// The titles of a workbook are words of people, each once.
pub(super) fn titles(sheet: &Range<Data>, address: &str) {
    let titles = sheet.rows().next().unwrap().iter().map(ToString::to_string);
    let titles: Vec<String> = titles.collect();
    for title in &titles {
        let first = title.chars().next().unwrap_or('_');
        assert!(
            first.is_uppercase() || first.is_numeric(),
            "{address}: {titles:?}"
        );
        assert!(!title.contains('_'), "{address}: {titles:?}");
        let once = titles.iter().filter(|known| *known == title).count() == 1;
        assert!(once, "{address}: {titles:?} says {title} twice");
    }
}

pub(super) fn book(asked: &Asked) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(asked.bytes.clone())).unwrap()
}
