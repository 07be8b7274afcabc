//! Workbooks: of Excel, of LibreOffice, of the old Excel; what they hide, merge and hold in several sheets.

use super::{UPDATES, bring, called, kept, told};
use crate::support::Ask;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::io::Write;
use zip::{ZipWriter, write::SimpleFileOptions};

pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn fill(sheet: &mut Worksheet, rows: &[[&str; 5]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
}

fn book(make: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    make(&mut book);
    book.save_to_buffer().unwrap()
}

/// A workbook of LibreOffice with these rows, each with the visibility of its row.
fn ods(rows: &[(&[&str], &str)]) -> Vec<u8> {
    let mut table = String::new();
    for (cells, visibility) in rows {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"))
            .collect();
        table.push_str(&format!("<table:table-row{visibility}>{cells}</table:table-row>"));
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\">\
         <office:body><office:spreadsheet><table:table table:name=\"Feuille1\">{table}<table:table-row table:number-rows-repeated=\"1048000\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

#[tokio::test]
async fn prove_cases_a_workbook_of_each_kind_is_read_as_the_same_table() {
    let excel = book(|book| {
        let sheet = book.add_worksheet();
        fill(sheet, &UPDATES);
        let day = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_with_format(1, 4, 44_109, &day).unwrap();
        sheet.write(2, 4, 44_110).unwrap();
    });
    kept("xlsx", &bring(excel, Ask::default()).await);
    let rows = UPDATES.map(|row| row.to_vec());
    let shown: Vec<(&[&str], &str)> = rows.iter().map(|row| (row.as_slice(), "")).collect();
    kept("ods", &bring(ods(&shown), Ask::default()).await);
    let old = include_bytes!("mises-a-jour.xls");
    let report = bring(old, Ask::default()).await;
    kept("xls", &report);
    told(&report, "lignes masquées ou filtrées, laissées de côté : 1.");
    told(&report, "« Cachée », masquée, n'est pas lue");
}

#[tokio::test]
async fn prove_cases_what_a_workbook_hides_is_told_and_left_out_unless_it_is_asked_for() {
    let more = ["0350011X", "CE1 A", "2020-2021", "active", "06/11/2020"];
    let rows = [UPDATES[0], UPDATES[1], UPDATES[2], more];
    let hidden = book(|book| {
        let sheet = book.add_worksheet();
        fill(sheet, &rows);
        sheet.set_row_hidden(3).unwrap();
        sheet.write(0, 6, "remarque").unwrap();
        sheet.set_column_hidden(6).unwrap();
        book.add_worksheet().set_hidden(true);
    });
    let filtered = ods(&[
        (&rows[0], ""),
        (&rows[1], ""),
        (&rows[2], ""),
        (&rows[3], " table:visibility=\"filter\""),
    ]);
    for (name, file) in [("xlsx", hidden), ("ods", filtered)] {
        let report = bring(&file, Ask::default()).await;
        kept(name, &report);
        told(&report, "lignes masquées ou filtrées, laissées de côté : 1.");
        if name == "xlsx" {
            told(&report, "colonnes masquées, laissées de côté : remarque.");
        }
        let all = bring(
            &file,
            Ask {
                hidden: true,
                ..Ask::default()
            },
        )
        .await;
        assert!(
            all.to_text().contains("3 mises à jour enregistrées."),
            "{name}: {}",
            all.to_text()
        );
        told(&all, "lues comme les autres : 1.");
    }
}

#[tokio::test]
async fn prove_cases_every_sheet_with_the_titles_is_read_and_the_others_are_named() {
    let sheets = book(|book| {
        fill(book.add_worksheet().set_name("Rennes").unwrap(), &UPDATES[..2]);
        // Its columns stand in another order.
        let turned = [UPDATES[0], UPDATES[2]].map(|[a, b, c, d, e]| [e, d, c, b, a]);
        fill(book.add_worksheet().set_name("Saint-Malo").unwrap(), &turned);
        fill(
            book.add_worksheet().set_name("Aide").unwrap(),
            &[["Comment remplir", "", "", "", ""]],
        );
    });
    let report = bring(sheets, Ask::default()).await;
    kept("sheets", &report);
    told(&report, "2 feuilles ont ces titres");
    told(&report, "« Aide » n'est pas lue");
    assert!(
        report.to_text().contains("feuilles « Rennes », « Saint-Malo »"),
        "{}",
        report.to_text()
    );
}

#[tokio::test]
async fn prove_cases_a_merged_cell_says_the_same_on_each_of_its_rows() {
    let merged = book(|book| {
        let sheet = book.add_worksheet();
        fill(sheet, &UPDATES);
        sheet
            .merge_range(1, 0, 2, 0, UPDATES[1][0], &Format::new())
            .unwrap();
        sheet
            .merge_range(1, 2, 2, 2, UPDATES[1][2], &Format::new())
            .unwrap();
    });
    let report = bring(merged, Ask::default()).await;
    kept("merged", &report);
    told(&report, "Cellules fusionnées des lignes 2 à 3");
}

#[tokio::test]
async fn prove_cases_a_workbook_that_repeats_a_row_for_ever_is_refused() {
    let rows = UPDATES.map(|row| row.to_vec());
    let endless = ods(&[
        (&rows[0], ""),
        (&rows[1], " table:number-rows-repeated=\"1000000\""),
    ]);
    called(
        "ods",
        &bring(endless, Ask::default()).await,
        "répétée jusqu'au bas",
    );
}
