//! A class in its card, without a script: its last update taken back and brought back; confirmed, added, closed and opened again.

#![allow(clippy::unwrap_used)]

mod moved;
mod round_trip;

use crate::support::{Asked, Browser, World};
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

/// The forms of a class, or the one of a class to add, as the page has them.
async fn post(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Asked {
    let id = Uuid::now_v7().to_string();
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("id", &id).extend_pairs(fields);
    browser.post(path, &form.finish()).await
}

/// A class added to the school of one that nobody wrote of: the school's page, the class's number, the figures before.
struct Added {
    world: World,
    browser: Browser,
    path: String,
    number: i64,
    before: Weekly,
}

const ROSSIGNOLS: [(&str, &str); 4] = [
    ("act", "add"),
    ("label", "CP Rossignols"),
    ("level", "CP"),
    ("day", "2021-09-01"),
];

async fn added() -> Added {
    let world = World::demo().await;
    let browser = world.role(Role::Intrapreneur).await;
    let known = untouched(&world).await;
    let before = figures(&world).await;
    let path = format!("/classes-dedoublees/deploiement/{}", known.unit.school);
    let added = post(&browser, &path, &ROSSIGNOLS).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let number = added.location().rsplit('-').next().unwrap().parse().unwrap();
    let told = card(&browser, added.location(), number).await;
    assert!(told.contains("Classe ajoutée"));
    assert_ne!(figures(&world).await, before);
    Added {
        world,
        browser,
        path,
        number,
        before,
    }
}

impl Added {
    /// Sends a form of the class.
    async fn send(&self, act: &str, seen: &str, fields: &[(&str, &str)]) -> Asked {
        let number = self.number.to_string();
        let mut form = vec![("act", act), ("class", &number), ("seen", seen)];
        form.extend_from_slice(fields);
        post(&self.browser, &self.path, &form).await
    }

    /// Sends a form that is taken; answers the card of the class then.
    async fn done(&self, act: &str, seen: &str, fields: &[(&str, &str)]) -> String {
        let sent = self.send(act, seen, fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        card(&self.browser, sent.location(), self.number).await
    }

    async fn refused(&self, act: &str, seen: &str, fields: &[(&str, &str)]) -> String {
        let sent = self.send(act, seen, fields).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", sent.text);
        sent.text
    }
}

#[tokio::test]
async fn a_class_is_added_and_corrected_on_the_page_of_its_school_and_a_near_name_is_asked_about() {
    let added = added().await;
    let mut future = ROSSIGNOLS;
    (future[1].1, future[3].1) = ("CP Pinsons", "2022-01-04");
    let refused = post(&added.browser, &added.path, &future).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("n'est pas encore passé") && refused.text.contains("value=\"CP Pinsons\""));
    let rentree = post(
        &added.browser,
        &added.path,
        &[("act", "add"), ("label", "CP Merles"), ("level", "CP")],
    )
    .await;
    let number = rentree.location().rsplit('-').next().unwrap().parse().unwrap();
    let told = card(&added.browser, rentree.location(), number).await;
    assert!(told.contains("recensée depuis le 1er septembre 2021"), "{told}");
    let mut near = ROSSIGNOLS;
    near[1].1 = "Classe de Rossignols";
    let twin = post(&added.browser, &added.path, &near).await;
    assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twin.text.contains("ressemble à « CP Rossignols »") && twin.text.contains("name=\"distinct\""));
    let fields = [("label", "CP Rouges-gorges"), ("level", "CP"), ("pupils", "11")];
    assert!(
        added
            .done("correct", "0", &fields)
            .await
            .contains("Classe corrigée")
    );
    let fields = [("label", "CP Bouvreuils"), ("level", "CP"), ("pupils", "11")];
    let stale = added.refused("correct", "0", &fields).await;
    assert!(stale.contains("quelqu'un a corrigé cette classe"));
    assert!(
        stale.contains("CP Rouges-gorges") && stale.contains("CP Bouvreuils"),
        "both are shown"
    );
}

#[tokio::test]
async fn a_class_is_closed_and_opened_again_on_the_page_of_its_school() {
    let added = added().await;
    let fields = [("day", "2021-12-01"), ("why", "mistake")];
    let told = added.done("close", "1", &fields).await;
    assert!(told.contains("comme jamais comptée") && told.contains("Rouvrir cette classe"));
    assert_eq!(figures(&added.world).await, added.before, "it never counted");
    assert!(added.done("reopen", "2", &[]).await.contains("Classe rouverte"));
    assert!(added.refused("close", "1", &fields).await.contains("Entre-temps"));
    let absent = added.refused("move", "3", &[("to", "0350999Z")]).await;
    assert!(absent.contains("UAI"));
    let fields = [("day", "2021-12-01"), ("why", "closed")];
    assert!(added.done("close", "3", &fields).await.contains("(fermée)"));
}

#[tokio::test]
async fn a_class_goes_to_the_right_school_with_its_history() {
    let added = added().await;
    let (slice, everywhere) = (slice(), AccessScope::Everywhere);
    let list = added
        .world
        .store
        .list_units(&slice, None, &everywhere, 0, 200)
        .await;
    let mut schools = list.unwrap().units.into_iter().map(|known| known.unit.school);
    let right = schools
        .find(|school| !added.path.ends_with(&school.to_string()))
        .unwrap();
    let figures_before = figures(&added.world).await;
    let moved = added.send("move", "1", &[("to", &right.to_string())]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text);
    assert!(
        moved.location().contains(&right.to_string()),
        "{}",
        moved.location()
    );
    let number = moved.location().rsplit('-').next().unwrap().parse().unwrap();
    let there = card(&added.browser, moved.location(), number).await;
    assert!(
        there.contains("CP Rossignols") && there.contains("Classe déplacée"),
        "{there}"
    );
    let here = card(&added.browser, &added.path, added.number).await;
    assert!(here.contains("déplacée dans une autre école"), "{here}");
    assert_eq!(
        figures(&added.world).await,
        figures_before,
        "the nation has as many"
    );
}
