//! The audit page and its files: words and no codes, and the lines about money for who may read the money.

#![allow(clippy::unwrap_used)]

use crate::support::{
    Browser, World, morning,
    nation::{person, today},
};
use domain::{AccountId, Principal, Role, TerritoryCode, rights::Grant};
use sqlx::{Connection, Executor, SqliteConnection};
use uuid::Uuid;

async fn send(browser: &Browser, kind: &str, fields: &str) -> u16 {
    let form = format!("id={}&day=2021-03-12&{fields}", Uuid::now_v7());
    let path = format!("/financement/ecritures/{kind}");
    browser.post(&path, &form).await.status.as_u16()
}

/// A manager who allotted 50 000 € of 2021, and was refused 50 000,01 €.
async fn refused(world: &World) -> (AccountId, Browser) {
    let id = person(&world.store, "gestion", Some(Role::BudgetManager)).await;
    let browser = world.signed_in(id).await;
    let allotment = "year=2021&ae=50+000&cp=50+000&reference=Courrier+du+12+mars";
    assert_eq!(send(&browser, "dotation", allotment).await, 303);
    let commitment = "ej=1400000001&amount=50000,01&supplier=Octo&object=Lot+1&nature=development";
    assert_eq!(send(&browser, "engagement", commitment).await, 422);
    (id, browser)
}

/// A page once it says something: refusals are written in the trail aside.
async fn once_it_says(browser: &Browser, path: &str, said: &str) -> String {
    let mut text = browser.get(path).await.text;
    for _ in 0..250 {
        if text.contains(said) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        text = browser.get(path).await.text;
    }
    assert!(text.contains(said), "{path} does not say {said}");
    text
}

const CODE: &str = "over-ceiling credit=ae scope=convention asked=5000001 available=5000000";

#[tokio::test]
async fn a_refusal_of_the_money_is_a_sentence_on_the_page_and_its_code_in_the_file() {
    let world = World::real(|_| {}).await;
    refused(&world).await;
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    let coach = world.signed_in(coach).await;
    let page = once_it_says(&coach, "/audit", "Crédits insuffisants").await;
    for said in [
        "Écriture au registre",
        "50\u{202f}000,01\u{202f}€ demandés",
        "écriture n° 1 · dotation",
    ] {
        assert!(page.contains(said), "{said}");
    }
    for raw in ["ledger.entered", "over-ceiling", "Cents(", "scope="] {
        assert!(!page.contains(raw), "{raw}");
    }
    let file = coach.get("/audit.csv").await.text;
    assert!(file.contains(&format!(";ledger.entered;{CODE};")), "{file}");
}

#[tokio::test]
async fn an_administrator_who_does_not_read_the_money_sees_no_line_of_it() {
    let world = World::real(|_| {}).await;
    let (manager, browser) = refused(&world).await;
    let leadership = person(&world.store, "direction", Some(Role::Leadership)).await;
    let leadership = world.signed_in(leadership).await;
    once_it_says(&leadership, "/audit", "Crédits insuffisants").await;
    let id = person(&world.store, "administration", Some(Role::Administrator)).await;
    let administrator = world.signed_in(id).await;
    for path in [
        "/audit",
        "/audit?quoi=ledger",
        "/audit?refus=oui",
        "/audit.csv",
        "/audit?quoi=over",
    ] {
        let text = administrator.get(path).await.text;
        for said in [
            "Crédits insuffisants",
            "Écriture au registre",
            "ledger.entered",
            "over-ceiling",
            "5000001",
        ] {
            assert!(!text.contains(said), "{path}: {said}");
        }
    }
    let none = administrator.get("/audit?quoi=ledger").await.text;
    assert!(none.contains("Aucune ligne ne répond"), "{none}");
    // The rest of the trail is theirs as before.
    assert!(administrator.get("/audit").await.text.contains("Compte créé"));
    // The manager has no trail to read but their own, which holds the amounts that they asked for.
    assert_eq!(browser.get("/audit").await.status, 403);
    let own = browser.get("/mon-compte/donnees.json").await.text;
    assert!(own.contains(CODE), "{own}");
    // Who administers and manages the budget sees both.
    let grant = Grant {
        role: Role::Administrator,
        policy: None,
        territory: TerritoryCode::nation(),
        from: today(),
        until: None,
    };
    let by = Principal::operator();
    world
        .store
        .give_role(&by, today(), morning(), manager, &grant)
        .await
        .unwrap();
    let page = browser.get("/audit?quoi=ledger").await.text;
    assert!(page.contains("Crédits insuffisants"), "{page}");
    assert!(browser.get("/audit.csv").await.text.contains(CODE));
}

#[tokio::test]
async fn lines_that_another_version_wrote_are_told_apart_and_are_no_fault() {
    let world = World::real(|_| {}).await;
    let file = world.folder.path().join("classe12.sqlite");
    let mut raw = SqliteConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    let old = "Cents(600000) asked in Ae of Year(BudgetYear(2021)), Cents(120000) available";
    for (action, object) in [("ledger.entered", old), ("class.painted", "12 { blue }")] {
        let line = format!(
            "insert into audit_trail (author, done_at, action, object, territory, origin, refused) \
             values ('operator', '2021-03-01T08:00:00+00:00', '{action}', '{object}', 'FR', null, 1)"
        );
        raw.execute(sqlx::AssertSqlSafe(line)).await.unwrap();
    }
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    let coach = world.signed_in(coach).await;
    let page = coach.get("/audit").await;
    assert_eq!(page.status, 200);
    for said in [
        "détail d'une version précédente",
        "Action d'une autre version",
        "class.painted",
    ] {
        assert!(page.text.replace("&#39;", "'").contains(said), "{said}");
    }
    for raw in ["Cents(", "{ blue }"] {
        assert!(!page.text.contains(raw), "{raw}");
    }
    // The file keeps what was written.
    let file = coach.get("/audit.csv").await.text;
    assert!(
        file.contains("Cents(600000)") && file.contains("class.painted"),
        "{file}"
    );
}
