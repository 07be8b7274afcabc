//! The account report of the demonstration: its totals are the ledger's to the cent, in the PDF and in the spreadsheet; the PDF is tagged, with a title and a language.
//! It needs the fonts of the front build, as `cargo xtask test` makes it.

#![allow(clippy::unwrap_used)]

use crate::support::{World, day, morning};
use app::{context::Context, funding::account_document, query::Query};
use calamine::{Data, Reader, Xlsx};
use domain::{Principal, calendar::paris_day, funding::LedgerEntry};
use lopdf::{Document as Pdf, Object};
use std::io::Cursor;

/// Every entry of the demonstration's ledger.
async fn entries(context: &Context) -> Vec<LedgerEntry> {
    let known = context.store.ledger_as_known(context.today).await.unwrap();
    known.into_iter().map(|sealed| sealed.entry).collect()
}

async fn context() -> (World, Context) {
    let world = World::demo().await;
    let context = Context {
        store: world.store.clone(),
        by: Principal::operator(),
        today: world.store.demo().await.unwrap().unwrap().today,
        now: morning(),
        forecasts: std::sync::Arc::default(),
    };
    (world, context)
}

/// AE, certified, CP: the sums of the entries, made without the product's help.
fn sums(entries: &[LedgerEntry]) -> [i64; 3] {
    let sum = |of: fn(&LedgerEntry) -> i64| entries.iter().map(of).sum();
    [
        sum(|entry| entry.moves.consumed.ae.0),
        sum(|entry| entry.moves.certified.0),
        sum(|entry| entry.moves.consumed.cp.0),
    ]
}

/// As it is copied from the page: spaces of any kind are one.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn euros(cents: i64) -> String {
    plain(&french::full_euros(cents))
}

#[tokio::test]
async fn prove_account_report_totals_of_the_pdf_equal_the_ledger_s_to_the_cent() {
    let (_world, context) = context().await;
    let entries = entries(&context).await;
    assert!(entries.len() > 50, "the demonstration has lived");
    let document = account_document(&context, &Query::default()).await.unwrap();
    let bytes = report::pdf(&document).unwrap();
    assert_eq!(
        bytes,
        report::pdf(&document).unwrap(),
        "the same bytes for the same data"
    );
    let pdf = Pdf::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let text = plain(&pdf.extract_text(&pages).unwrap());
    let [ae, certified, cp] = sums(&entries);
    let received = entries.iter().map(|entry| entry.moves.received.0).sum();
    for (label, cents) in [
        ("AE engagées", ae),
        ("CP payés", cp),
        ("Restes à payer", ae - cp),
        ("Recettes", received),
    ] {
        let said = format!("{label} {}", euros(cents));
        assert!(text.contains(&said), "{said}\n{text}");
    }
    // Of the natures, of the commitments, of the entries.
    for totals in [
        vec![ae, cp],
        vec![ae, certified, cp, ae - cp],
        vec![ae, certified, cp],
    ] {
        let said: Vec<String> = totals.into_iter().map(euros).collect();
        let said = format!("Total {}", said.join(" "));
        assert!(text.contains(&said), "{said}\n{text}");
    }
    let head = context.store.funding().await.unwrap().head.to_string();
    assert!(
        text.replace(' ', "").contains(&head),
        "the head of the chain is printed"
    );
    println!(
        "figures: {} entries, {} pages, AE {}, CP {}",
        entries.len(),
        pages.len(),
        euros(ae),
        euros(cp)
    );
}

#[tokio::test]
async fn prove_account_report_is_tagged_with_a_title_and_a_language() {
    let (_world, context) = context().await;
    let document = account_document(&context, &Query::default()).await.unwrap();
    let pdf = Pdf::load_mem(&report::pdf(&document).unwrap()).unwrap();
    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"fr");
    let marks = catalog.get(b"MarkInfo").and_then(Object::as_dict).unwrap();
    assert!(matches!(marks.get(b"Marked"), Ok(Object::Boolean(true))));
    assert!(catalog.has(b"StructTreeRoot"));
    let info = pdf
        .trailer
        .get(b"Info")
        .and_then(|found| pdf.dereference(found))
        .unwrap()
        .1;
    let title = info.as_dict().unwrap().get(b"Title").unwrap();
    assert_eq!(
        lopdf::decode_text_string(title).unwrap(),
        "Compte rendu de gestion"
    );
}

#[tokio::test]
async fn prove_account_report_spreadsheet_adds_up_to_the_ledger_to_the_cent() {
    let (_world, context) = context().await;
    let [ae, certified, cp] = sums(&entries(&context).await);
    let document = account_document(&context, &Query::default()).await.unwrap();
    let bytes = report::xlsx(&document).unwrap();
    assert_eq!(
        bytes,
        report::xlsx(&document).unwrap(),
        "the same bytes for the same data"
    );
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Écritures").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let header = rows
        .iter()
        .position(|row| row.contains(&Data::String("Certifié".to_owned())))
        .unwrap();
    let column = |title: &str| {
        rows[header]
            .iter()
            .position(|cell| *cell == Data::String(title.to_owned()))
            .unwrap()
    };
    for (title, wanted) in [("AE", ae), ("Certifié", certified), ("CP", cp)] {
        let at = column(title);
        let cents = |row: &&[Data]| match row[at] {
            Data::Float(euros) => format!("{euros:.2}").replace('.', "").parse::<i64>().unwrap(),
            _ => 0,
        };
        let (total, above) = rows[header + 1..].split_last().unwrap();
        assert_eq!(above.iter().map(cents).sum::<i64>(), wanted, "{title}");
        assert_eq!(cents(total), wanted, "{title}: the total row");
    }
}

#[tokio::test]
async fn prove_account_report_of_a_past_day_is_what_was_known_on_that_day() {
    let (_world, context) = context().await;
    let all = entries(&context).await;
    let june = day(2021, 6, 30);
    let known: Vec<LedgerEntry> = all
        .into_iter()
        .filter(|entry| entry.day <= june && paris_day(entry.recorded_at) <= june)
        .collect();
    let document = account_document(&context, &Query::read("jour=2021-06-30"))
        .await
        .unwrap();
    let pdf = Pdf::load_mem(&report::pdf(&document).unwrap()).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let text = plain(&pdf.extract_text(&pages).unwrap());
    let [ae, _, cp] = sums(&known);
    assert!(ae > 0 && known.len() < 40);
    for said in [
        format!("AE engagées {}", euros(ae)),
        format!("CP payés {}", euros(cp)),
        "au 30 juin 2021".to_owned(),
    ] {
        assert!(text.contains(&said), "{said}\n{text}");
    }
}
