//! A file's report leads to the receipt of what it wrote, from which it is taken back and brought back.

use super::{form, send, world};
use crate::support::{Browser, nation::places};
use axum::{body::Body, http::StatusCode};

/// The first address of a page that begins so.
fn link(text: &str, start: &str) -> String {
    let (_, rest) = text.split_once(&format!("href=\"{start}")).unwrap();
    format!("{start}{}", rest.split('"').next().unwrap())
}

fn field(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn press(browser: &Browser, receipt: &str) -> String {
    let page = browser.get(receipt).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let form = format!(
        "id={}&seen={}",
        field(&page.text, "id"),
        field(&page.text, "seen")
    );
    let sent = browser.post(receipt.split('?').next().unwrap(), &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let again = browser.post(receipt.split('?').next().unwrap(), &form).await;
    assert_eq!(again.location(), sent.location(), "the same form is done once");
    sent.location().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_report_of_a_file_leads_to_its_receipt_which_takes_it_back() {
    let (_world, browser) = world().await;
    let school = format!("/classes-dedoublees/deploiement/{}", places()[0].uai);
    let sent = send(&browser, Body::from(form("CP C") + "\r\n--limit--\r\n")).await;
    let report = browser.settled(sent.location()).await;
    let receipt = link(&report.text, "/envois/");
    let told = browser.get(&receipt).await.text;
    for said in [
        "Liste de classes du",
        "liste.csv",
        "CP C",
        "entrée le",
        "Annuler cette classe",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert_eq!(link(&told, "/imports/"), sent.location());
    let classes = browser.get(&school).await.text;
    assert!(
        classes.contains("3\u{a0}classes") && classes.contains(&receipt),
        "{classes}"
    );

    let undone = press(&browser, &receipt).await;
    let told = browser.get(&undone).await.text;
    assert!(
        told.contains("Envoi annulé") && told.contains("Retirée"),
        "{told}"
    );
    assert!(browser.get(&school).await.text.contains("2\u{a0}classes"));
    let list = browser.rows("/envois.csv").await;
    let states: Vec<&str> = list.iter().map(|row| row["etat"].as_str()).collect();
    assert!(
        states[0] == "En vigueur" && states[1].starts_with("Annulé le"),
        "{states:?}"
    );
    let classes = browser.rows(&format!("{receipt}/classes.csv")).await;
    assert_eq!(classes[0]["classe"], "CP C");

    let back = press(&browser, &undone).await;
    assert!(browser.get(&back).await.text.contains("Envoi rétabli"));
    assert!(browser.get(&school).await.text.contains("3\u{a0}classes"));
}
