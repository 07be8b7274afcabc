//! The school calendar through the real router: read by all, changed by the administrator, and what hangs on it.

#![allow(clippy::unwrap_used)]

mod paris;
mod refused;

use crate::support::{Asked, Browser, World};
use axum::http::header;
use domain::Role;
use uuid::Uuid;

const YEAR: &str = "/calendrier?annee=2021-2022";

/// The fields of a closure of two months on the mainland.
const CLOSURE: &str = "act=add&zones=a&zones=b&zones=c&kind=closure&from=2022-01-10&to=2022-03-13&label=D%C3%A9cision+du+9+janvier";

async fn send(browser: &Browser, id: Uuid, fields: &str) -> Asked {
    browser.post(YEAR, &format!("id={id}&{fields}")).await
}

/// What stands between two marks of a page.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap();
    page[start..].split(to).next().unwrap()
}

#[tokio::test]
async fn everybody_reads_the_calendar_and_only_the_administrator_changes_it() {
    let world = World::demo().await;
    for role in Role::ALL {
        let browser = world.role(*role).await;
        let page = browser.get(YEAR).await;
        assert!(page.text.contains("Calendrier scolaire 2021-2022"), "{role:?}");
        assert!(
            page.text.contains("Calendrier non saisi pour cette zone"),
            "{role:?}"
        );
        assert!(
            !page.headers.contains_key(header::ETAG),
            "{role:?}: it holds names and forms"
        );
        let may = *role == Role::Administrator;
        assert_eq!(
            page.text.contains("method=\"post\" action=\"/calendrier"),
            may,
            "{role:?}"
        );
        let sent = send(&browser, Uuid::now_v7(), CLOSURE).await;
        assert_eq!(sent.status.as_u16(), if may { 303 } else { 403 }, "{role:?}");
    }
}

#[tokio::test]
async fn a_break_that_is_added_shades_the_charts_and_changes_the_forecast_until_it_is_taken_back() {
    let world = World::demo().await;
    let (admin, reader) = (
        world.role(Role::Administrator).await,
        world.role(Role::Coach).await,
    );
    let shown = async || reader.get("/").await;
    let before = shown().await;
    let outlook = |page: &str| between(page, "c12-outlook", "</div>").to_owned();
    let shades = |page: &str| page.matches("c12-closure").count();
    let id = Uuid::now_v7();
    for _ in 0..2 {
        let sent = send(&admin, id, CLOSURE).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.text);
        assert_eq!(sent.location(), "/calendrier?annee=2021-2022&fait=ajout");
    }
    let edited = shown().await;
    assert_ne!(edited.headers.get(header::ETAG), before.headers.get(header::ETAG));
    assert!(shades(&edited.text) > shades(&before.text));
    assert_ne!(outlook(&edited.text), outlook(&before.text));
    let page = admin.get(YEAR).await.text;
    let file = reader.get("/calendrier.csv?annee=2021-2022").await.text;
    assert_eq!(
        file.matches("Fermeture;2022-01-10;2022-03-13;63;Décision du 9 janvier;oui")
            .count(),
        3
    );
    assert!(
        page.contains(
            "Ajouté : Zone A, fermeture du 10 janvier 2022 au 13 mars 2022 (Décision du 9 janvier)"
        )
    );
    // The three that were added came last.
    let store = &world.store;
    let entries = store.calendar_entries().await.unwrap();
    for entry in entries.iter().rev().take(3) {
        let sent = send(
            &admin,
            Uuid::now_v7(),
            &format!("act=take-back&entry={}", entry.id),
        )
        .await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.text);
    }
    assert_eq!(outlook(&shown().await.text), outlook(&before.text));
    let page = reader.get(YEAR).await.text;
    assert_eq!(page.matches("Retiré : Zone").count(), 3);
    assert!(
        !page.contains("<td class=\"c12-text\">Fermeture"),
        "it is no more in the tables"
    );
}

#[tokio::test]
async fn a_zone_without_its_holidays_says_so_instead_of_a_forecast() {
    let world = World::demo().await;
    let (admin, reader) = (
        world.role(Role::Administrator).await,
        world.role(Role::Coach).await,
    );
    let place = "/classes-dedoublees/deploiement/A28";
    let page = reader.get(place).await.text.replace("&#39;", "'");
    assert!(
        page.contains("Pas de prévision : les vacances ne sont pas saisies (La Réunion)"),
        "{page}"
    );
    assert!(page.contains("(calendrier non saisi : La Réunion)"));
    let winter = "act=add&zones=reunion&kind=holiday&from=2022-07-09&to=2022-08-15";
    assert_eq!(send(&admin, Uuid::now_v7(), winter).await.status.as_u16(), 303);
    // Half of a year is not a year.
    let page = reader.get(place).await.text;
    assert!(page.contains("Pas de prévision"));
    let summer = "act=add&zones=reunion&kind=holiday&from=2021-12-18&to=2022-01-23";
    assert_eq!(send(&admin, Uuid::now_v7(), summer).await.status.as_u16(), 303);
    let page = reader.get(place).await.text;
    assert!(!page.contains("Pas de prévision") && page.contains("Où va le déploiement"));
}
