//! The money through the real router: entered, refused with the way out, told to the délégant, altered behind the product's back.

#![allow(clippy::unwrap_used)]

use crate::support::{Browser, World, nation::person};
use domain::Role;
use sqlx::{Connection, Executor, SqliteConnection};
use uuid::Uuid;

async fn manager(world: &World) -> Browser {
    let id = person(&world.store, "gestion", Some(Role::BudgetManager)).await;
    world.signed_in(id).await
}

/// Sends a form under an id of its own; answers its status and its page.
async fn send(browser: &Browser, kind: &str, fields: &str) -> (u16, String) {
    let form = format!("id={}&day=2021-03-12&{fields}", Uuid::now_v7());
    let asked = browser
        .post(&format!("/financement/ecritures/{kind}"), &form)
        .await;
    (asked.status.as_u16(), asked.text)
}

async fn allotted(world: &World) -> Browser {
    let browser = manager(world).await;
    let allotment = "year=2021&ae=50+000&cp=50+000&reference=Courrier+du+12+mars";
    assert_eq!(send(&browser, "dotation", allotment).await.0, 303);
    browser
}

const COMMITMENT: &str = "supplier=Octo&object=Lot+1&nature=development";

#[tokio::test]
async fn money_is_committed_certified_and_paid_and_the_page_says_it() {
    let world = World::real(|_| {}).await;
    let browser = allotted(&world).await;
    let commitment = format!("ej=1400000001&amount=31+200,50&{COMMITMENT}");
    assert_eq!(send(&browser, "engagement", &commitment).await.0, 303);
    assert_eq!(
        send(&browser, "service-fait", "ej=1400000001&amount=1000")
            .await
            .0,
        303
    );
    assert_eq!(
        send(
            &browser,
            "paiement",
            "ej=1400000001&number=3200000001&amount=999.99"
        )
        .await
        .0,
        303
    );
    let page = browser.get("/financement").await.text;
    for said in [
        "31\u{202f}200,50\u{202f}€ engagés sur 50\u{202f}000\u{202f}€",
        "999,99\u{202f}€ payés",
        "à fixer",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let file = browser.get("/financement/registre.csv").await.text;
    assert_eq!(file.lines().count(), 5);
    assert!(file.contains(";31200,50;0,00;"), "{file}");
    // The report holds the same total, to the cent, and the head of the chain.
    let report = browser.get("/financement/compte-rendu").await.text;
    let head = world.store.funding().await.unwrap().head.to_string();
    assert!(report.contains("31\u{202f}200,50\u{202f}€") && report.contains(&head));
    let pdf = browser.get("/financement/compte-rendu.pdf").await;
    assert!(pdf.text.starts_with("%PDF-"), "{}", pdf.status);
    assert_eq!(browser.get("/financement/compte-rendu.pdf").await.text, pdf.text);
}

#[tokio::test]
async fn a_refusal_says_why_and_the_way_out_and_writes_nothing() {
    let world = World::real(|_| {}).await;
    let browser = allotted(&world).await;
    let (status, page) = send(
        &browser,
        "engagement",
        &format!("ej=1400000001&amount=50000,01&{COMMITMENT}"),
    )
    .await;
    assert_eq!(status, 422);
    for said in [
        "Crédits insuffisants",
        "value=\"50000,01\"",
        "/financement/obligations?kind=shortfall&amp;credit=ae&amp;year=2021&amp;amount=0%2C01",
    ] {
        assert!(page.contains(said), "{said}");
    }
    for (amount, why) in [
        ("-5", "supérieur à zéro"),
        ("0", "supérieur à zéro"),
        ("1e308", "Montant illisible"),
        ("1,005", "deux décimales"),
        ("", "écrivez-le"),
    ] {
        let (status, page) = send(
            &browser,
            "engagement",
            &format!("ej=1400000001&amount={amount}&{COMMITMENT}"),
        )
        .await;
        assert_eq!((status, page.contains(why)), (422, true), "{amount}");
    }
    assert_eq!(
        send(&browser, "paiement", "ej=1499999999&number=3200000001&amount=1")
            .await
            .0,
        422
    );
    assert_eq!(world.store.funding().await.unwrap().last.0, 1);
}

#[tokio::test]
async fn a_suspension_stops_commitments_until_it_is_lifted() {
    let world = World::real(|_| {}).await;
    let browser = allotted(&world).await;
    let id = Uuid::now_v7();
    let act = async |form: String| {
        browser
            .post("/financement/obligations", &form)
            .await
            .status
            .as_u16()
    };
    let open = format!("id={id}&kind=shortfall&credit=ae&year=2021&amount=4000&day=2021-03-10&note=Renfort");
    assert_eq!(act(open).await, 303);
    let step =
        |step: &str, seen: u32| format!("duty={id}&seen={seen}&step={step}&day=2021-03-11&note=Courriel");
    assert_eq!(
        act(step("suspended", 1)).await,
        422,
        "suspended before it was told"
    );
    assert_eq!(act(step("told", 1)).await, 303);
    assert_eq!(act(step("suspended", 2)).await, 303);
    let commitment = format!("ej=1400000001&amount=1&{COMMITMENT}");
    let (status, page) = send(&browser, "engagement", &commitment).await;
    assert_eq!(
        (status, page.contains("La délégation est suspendue")),
        (422, true)
    );
    assert_eq!(act(step("lifted", 3)).await, 303);
    assert_eq!(send(&browser, "engagement", &commitment).await.0, 303);
}

#[tokio::test]
async fn an_altered_ledger_is_said_and_written_to_no_more() {
    let world = World::real(|_| {}).await;
    let browser = allotted(&world).await;
    assert_eq!(browser.get("/etat").await.status, 200);
    let file = format!(
        "sqlite://{}",
        world.folder.path().join("classe12.sqlite").display()
    );
    let mut raw = SqliteConnection::connect(&file).await.unwrap();
    raw.execute("drop trigger ledger_entry_stays; update ledger_entry set ceiling_ae_cents = 4000000")
        .await
        .unwrap();
    let verdict = world.store.verify_ledger(world.clock.now()).await.unwrap();
    assert!(!verdict.is_whole());
    assert_eq!(browser.get("/etat").await.status, 503);
    assert!(
        browser
            .get("/financement")
            .await
            .text
            .contains("L&#39;écriture n° 1 a été modifiée")
            || browser
                .get("/financement")
                .await
                .text
                .contains("L'écriture n° 1 a été modifiée")
    );
    let (status, page) = send(
        &browser,
        "engagement",
        &format!("ej=1400000001&amount=1&{COMMITMENT}"),
    )
    .await;
    assert_eq!((status, page.contains("plus rien ne s")), (422, true));
}

#[tokio::test]
async fn an_extract_s_report_is_seen_by_who_brought_it_and_by_who_reads_the_money() {
    let world = World::real(|_| {}).await;
    let manager = person(&world.store, "gestion", Some(Role::BudgetManager)).await;
    let administrator = person(&world.store, "administration", Some(Role::Administrator)).await;
    let mut by = domain::Principal::operator();
    by.actor = domain::Actor::Account(manager);
    let brought = async |kind| {
        let id = Uuid::now_v7();
        let new = store::import::NewImport {
            id: store::import::ImportId(id),
            kind,
            file_name: format!("{kind:?}.csv"),
            sha256: [0; 32],
            bytes: 0,
            dry_run: true,
        };
        world
            .store
            .open_import(&by, world.clock.now(), &new)
            .await
            .unwrap();
        format!("/imports/{id}")
    };
    let extract = brought(store::import::ImportKind::Funding).await;
    let schools = brought(store::import::ImportKind::Schools).await;
    let (manager, administrator) = (
        world.signed_in(manager).await,
        world.signed_in(administrator).await,
    );
    assert_eq!(manager.get(&extract).await.status.as_u16(), 200);
    assert_eq!(administrator.get(&extract).await.status.as_u16(), 403);
    assert_eq!(administrator.get(&schools).await.status.as_u16(), 200);
    let list = administrator.get("/imports").await.text;
    assert!(list.contains("Schools.csv") && !list.contains("Funding.csv"));
}
