//! The last update of a class is taken back in its card, and brought back, without a script.

#![allow(clippy::unwrap_used)]

mod round_trip;

use crate::support::{Browser, World};
use axum::http::StatusCode;
use domain::{AdoptionStage, PolicyCode, Role, SchoolYear, TerritoryCode, rights::AccessScope};
use store::adoption::{KnownUnit, Slice, Weekly};
use uuid::Uuid;

fn slice() -> Slice {
    Slice {
        policy: PolicyCode::new("classes-dedoublees").unwrap(),
        year: SchoolYear::starting(2021).unwrap(),
        territory: TerritoryCode::nation(),
        level: None,
        priority_education: None,
    }
}

async fn untouched(world: &World) -> KnownUnit {
    let (slice, identified) = (slice(), Some(AdoptionStage::Identified));
    let list = world
        .store
        .list_units(&slice, identified, &AccessScope::Everywhere, 0, 1);
    list.await.unwrap().units.remove(0)
}

async fn figures(world: &World) -> Weekly {
    let today = chrono::NaiveDate::from_ymd_opt(2021, 12, 17).unwrap();
    world.store.weekly(&slice(), today).await.unwrap()
}

/// The card of a class, as the page has it.
async fn card(browser: &Browser, address: &str, unit: i64) -> String {
    let page = browser.get(address.split('#').next().unwrap()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let start = page.text.find(&format!("id=\"classe-{unit}\"")).unwrap();
    let card = &page.text[start..];
    card[..card.find("c12-history").unwrap()
        + card[card.find("c12-history").unwrap()..].find("</ul>").unwrap()]
        .to_owned()
}

/// The value of a hidden field of the form that bears a button.
fn field(card: &str, button: &str, name: &str) -> String {
    let form = card.split("<form").find(|form| form.contains(button)).unwrap();
    let (_, after) = form.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    after.split('"').next().unwrap().to_owned()
}

async fn press(browser: &Browser, path: &str, card: &str, button: &str) -> String {
    let [id, unit, annuls] = ["id", "unit", "annuls"].map(|name| field(card, button, name));
    let sent = browser
        .post(
            path,
            &format!("id={id}&unit={}&annuls={annuls}", unit.replace(':', "%3A")),
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    sent.location().to_owned()
}

#[tokio::test]
async fn the_last_update_is_taken_back_and_brought_back_in_the_card_of_its_class() {
    let world = World::demo().await;
    let browser = world.role(Role::Intrapreneur).await;
    let known = untouched(&world).await;
    let (unit, before) = (known.id.0, figures(&world).await);
    let path = format!("/classes-dedoublees/deploiement/{}", known.unit.school);
    let form = format!(
        "id={}&unit={unit}%3A{}&stage=onboarded&day=2021-12-17&source=visit",
        Uuid::now_v7(),
        known.standing.sequence
    );
    let written = browser.post(&path, &form).await.location().to_owned();
    let told = card(&browser, &written, unit).await;
    assert!(told.contains("Mise à jour enregistrée") && told.contains("Annuler la dernière mise à jour"));
    let moved = figures(&world).await;
    assert_ne!(moved, before);

    let gone = press(&browser, &path, &told, "Annuler la dernière mise à jour").await;
    let told = card(&browser, &gone, unit).await;
    assert!(
        told.contains("Mise à jour annulée") && told.contains("(annulée)") && told.contains("Annulation")
    );
    assert_eq!(figures(&world).await, before);

    let back = press(&browser, &path, &told, "Rétablir cette mise à jour").await;
    let told = card(&browser, &back, unit).await;
    assert!(told.contains("Mise à jour rétablie") && !told.contains("(annulée)</"));
    assert_eq!(figures(&world).await, moved);
}
