//! One table, written in every way that people's programs write it, reads the same.

mod written;

use super::*;
use crate::reading::headers::Wanted;
use proptest::prelude::*;
use written::written;

const WANTED: &[Wanted] = &[
    Wanted::required("UAI", &["uai"]),
    Wanted::required("classe", &["classe"]),
    Wanted::required("étape", &["etape"]),
    Wanted::optional("date", &["date"]),
    Wanted::optional("remarque", &["remarque"]),
    Wanted::optional("suite", &["suite"]),
];

/// The titles and the rows of a file, each with its line.
fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Unreadable> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let titles = crate::reading::titles::titles(WANTED);
        let mut source = Source::open(file.path(), &titles, BookOptions::default())?;
        let cells = |fields: &StringRecord| fields.iter().map(str::to_owned).collect::<Vec<_>>();
        let mut rows = vec![(source.header_line(), cells(source.header()))];
        while let Some(batch) = source.batch().await? {
            assert!(batch.iter().all(|record| record.beyond.is_none()));
            rows.extend(batch.iter().map(|record| (record.line, cells(&record.fields))));
        }
        Ok(rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Encodings × separators × line ends × short and wide rows × titles above × protected and invisible characters.
    #[test]
    fn prove_cases_a_table_reads_the_same_however_it_is_written(written in written()) {
        let found = read(&written.bytes()).map_err(|unreadable| TestCaseError::fail(unreadable.why))?;
        let plain: Vec<Vec<String>> = found.iter().map(|(_, cells)| cells.clone()).collect();
        prop_assert_eq!(plain, written.table());
        let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
        prop_assert_eq!(lines, written.lines());
    }

    /// A file that is cut anywhere in its last row never gives another row than those it had.
    #[test]
    fn prove_cases_a_file_that_is_cut_gives_no_row_that_it_has_not(written in written(), at in 0..1_000_usize) {
        let written = written.alone();
        let bytes = written.bytes();
        let cut = bytes.len() * at / 1_000;
        if let Ok(found) = read(bytes.get(..cut).unwrap_or_default()) {
            let table = written.table();
            // The last row may end in the middle of its last cell: nobody can tell.
            for (row, wanted) in found.iter().zip(&table).take(found.len() - 1) {
                prop_assert_eq!(&row.1, wanted);
            }
        }
    }
}

#[test]
fn a_table_without_the_titles_wanted_is_opened_by_its_first_row() {
    let found = read(b"a;b\n1;2\n").unwrap();
    assert_eq!(
        found,
        [
            (1, vec!["a".to_owned(), "b".to_owned()]),
            (2, vec!["1".to_owned(), "2".to_owned()])
        ]
    );
}

#[test]
fn letters_that_were_encoded_twice_are_repaired_only_where_all_of_them_were() {
    let whole = "UAI;classe;étape\n1;École;élève\n";
    let twice = encoding_rs::WINDOWS_1252.decode(whole.as_bytes()).0.into_owned();
    assert_eq!(read(twice.as_bytes()).unwrap(), read(whole.as_bytes()).unwrap());
    let half = format!("{twice}2;Été;été\n");
    let rows = read(half.as_bytes()).unwrap_or_default();
    assert!(rows.iter().any(|(_, cells)| cells.contains(&"Été".to_owned())));
}
