//! Extracts as workbooks.

use super::{done, error};
use crate::support::World;
use domain::funding::EntryKind;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Notice")
        .unwrap()
        .write(0, 0, "Lisez-moi")
        .unwrap();
    fill(book.add_worksheet().set_name("Extrait").unwrap());
    book.save_to_buffer().unwrap()
}

/// As a restitution is exported: a title, a blank row, the titles, numbers that are numbers, days that are days.
fn restitution(sheet: &mut Worksheet) {
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(0, 0, "Restitution des engagements").unwrap();
    for (column, title) in (0..).zip([
        "N° EJ",
        "Date EJ",
        "Fournisseur",
        "Objet",
        "Nature",
        "AE engagées",
        "Visa",
    ]) {
        sheet.write(2, column, title).unwrap();
    }
    sheet.write(3, 0, 1_300_000_001_i64).unwrap();
    let signed = ExcelDateTime::from_ymd(2021, 5, 10).unwrap();
    sheet.write_with_format(3, 1, &signed, &day).unwrap();
    for (column, text) in (2..).zip(["Coopérative du numérique", "Développement", "Développement"]) {
        sheet.write(3, column, text).unwrap();
    }
    sheet.write(3, 5, 1_234.56).unwrap();
}

#[tokio::test]
async fn prove_chorus_a_workbook_is_read_with_its_numbers_and_its_days() {
    let world = World::with_credits().await;
    let report = world.chorus(workbook(restitution)).await;
    done(&report);
    assert_eq!(world.consumed().await, (123_456, 0, 2));
    let ledger = world.store.ledger().await.unwrap();
    let (entry, _) = ledger.entries.values().last().unwrap();
    assert_eq!(
        (entry.kind, entry.day.to_string().as_str()),
        (EntryKind::Commitment, "2021-05-10")
    );
    assert!(
        report
            .summary
            .iter()
            .any(|line| line.contains("XLSX, feuille « Extrait »")),
        "{:?}",
        report.summary
    );
    assert!(
        report
            .summary
            .iter()
            .any(|line| line == "Colonne non lue : Visa."),
        "{:?}",
        report.summary
    );
}

#[tokio::test]
async fn prove_chorus_merged_cells_and_formulas_of_a_workbook_are_named_where_they_are_read() {
    let world = World::with_credits().await;
    let merged = workbook(|sheet| {
        restitution(sheet);
        sheet
            .merge_range(3, 2, 4, 2, "Coopérative du numérique", &Format::new())
            .unwrap();
    });
    let why = error(&world.chorus(merged).await);
    assert!(
        why.starts_with("4 Fournisseur: Des cellules sont fusionnées ici"),
        "{why}"
    );
    let formula = workbook(|sheet| {
        restitution(sheet);
        sheet
            .write(3, 5, Formula::new("=600*2").set_result("1200"))
            .unwrap();
    });
    let why = error(&world.chorus(formula).await);
    assert!(
        why.starts_with("4 AE engagées: Cette cellule contient une formule."),
        "{why}"
    );
    assert_eq!(world.consumed().await, (0, 0, 1));
    let beside = workbook(|sheet| {
        restitution(sheet);
        sheet
            .merge_range(0, 0, 0, 5, "Restitution", &Format::new())
            .unwrap();
        sheet.write(3, 6, Formula::new("=1+1").set_result("2")).unwrap();
    });
    done(&world.chorus(beside).await);
}

#[tokio::test]
async fn prove_chorus_a_cell_far_away_costs_nothing() {
    let world = World::with_credits().await;
    let far = workbook(|sheet| {
        restitution(sheet);
        sheet.write(1_000_000, 16_000, "ici").unwrap();
    });
    let why = error(&world.chorus(far).await);
    assert!(
        why.starts_with("1000001 : Cette feuille a plus de 300 colonnes."),
        "{why}"
    );
    let many = workbook(|sheet| {
        restitution(sheet);
        (4..25_000).for_each(|row| {
            sheet.write(row, 0, 1).unwrap();
        });
    });
    let why = error(&world.chorus(many).await);
    assert!(why.starts_with("20000 : Ce fichier a plus de"), "{why}");
}
