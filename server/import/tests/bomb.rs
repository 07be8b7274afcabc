//! A workbook of half a megabyte that unfolds to half a gigabyte: refused by its name, in no more memory than another.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod support;

use std::io::Write;
use store::import::{ImportKind, ImportState};
use support::{Ask, Desk};
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
    let desk = Desk::open().await;
    let file = bomb(500);
    assert!(file.len() < 700_000, "{} bytes", file.len());
    let before = peak();
    let report = desk.bring(ImportKind::Funding, file, Ask::default()).await;
    assert_eq!(report.import_state(), ImportState::Refused);
    assert_eq!(report.errors[0].reason, "Ce classeur se déplie en plus de 48 Mo.");
    assert!(peak() - before < 16 << 10, "from {before} to {} kB", peak());
}
