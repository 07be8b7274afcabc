//! A workbook of half a megabyte that unfolds to half a gigabyte: refused by its name, in no more memory than another.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod support;

use std::io::Write;
use store::import::{ImportKind, ImportState};
use support::{Ask, World};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The most memory that the process ever held, in kilobytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// As small as zeros fold, as large as was asked: one worksheet.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        zip.write_all(&block).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn prove_chorus_a_workbook_that_unfolds_to_half_a_gigabyte_is_refused_in_flat_memory() {
    let world = World::open().await;
    let file = bomb(500);
    assert!(file.len() < 700_000, "{} bytes", file.len());
    let before = peak();
    let report = world.bring(ImportKind::Funding, file, Ask::default()).await;
    assert_eq!(report.import_state(), ImportState::Refused);
    assert_eq!(
        report.errors[0].reason,
        "Ce classeur se déplie en plus de 192 Mo."
    );
    assert!(peak() - before < 16 << 10, "from {before} to {} kB", peak());
}

/// A workbook of one worksheet, as small as it can be, with these shared strings.
fn workbook(strings: &str, sheet: &str) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn prove_chorus_a_workbook_that_lies_about_its_texts_is_refused_before_room_is_made_for_them() {
    let world = World::open().await;
    let strings = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="1000000000000"><si><t>EJ</t></si></sst>"#;
    let report = world
        .bring(
            ImportKind::Funding,
            workbook(strings, "<worksheet/>"),
            Ask::default(),
        )
        .await;
    assert_eq!(report.import_state(), ImportState::Refused);
    assert_eq!(
        report.errors[0].reason,
        "Ce classeur annonce plus de textes qu'il n'en contient."
    );
}

#[tokio::test]
async fn prove_chorus_a_long_text_that_every_cell_repeats_is_refused_in_flat_memory() {
    let world = World::open().await;
    let strings = format!(
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>"#,
        "a".repeat(10 << 20)
    );
    let rows: String = (1..=15_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#))
        .collect();
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let file = workbook(&strings, &sheet);
    let report = world.bring(ImportKind::Funding, file, Ask::default()).await;
    assert_eq!(report.import_state(), ImportState::Refused);
    assert_eq!(
        report.errors[0].reason,
        "Une cellule de cette ligne a plus de 4000 octets."
    );
    assert!(peak() < 400 << 10, "{} kB", peak());
}
