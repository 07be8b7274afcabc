//! The forms of the demonstration.

use super::PEOPLE;
use crate::{
    support::World,
    unchanged::{
        book::Book,
        sent::{POLICY, Story, held, id},
    },
};

/// The forms of the demonstration that need its years of figures.
pub async fn demonstration(world: &World, book: &mut Book) {
    let mut story = Story::begin("forms of the demonstration", world, book).await;
    for (name, role) in PEOPLE.into_iter().skip(1) {
        let browser = world.role(role).await;
        story.enters(name, browser);
    }
    story.enters("visitor", world.browser());
    let path = format!("{POLICY}/suggestions");
    let page = story.get("officer", &path).await;
    let ticket = held(&page, "unit");
    let form = format!("id={}&unit={ticket}", id(1));
    for (who, what, form) in [
        ("officer", "nothing ticked", format!("id={}", id(2))),
        ("officer", "accepted", form.clone()),
        ("officer", "sent twice", form),
        ("officer", "one no more", format!("id={}&unit={ticket}", id(3))),
        ("coach", "by who may not", format!("id={}&unit={ticket}", id(4))),
        ("visitor", "by a visitor", format!("id={}&unit={ticket}", id(5))),
    ] {
        story.post(who, what, &path, &form).await;
    }
    let path = format!("{POLICY}/mise-a-jour?territoire=A24&etape=identified");
    let page = story.get("officer", &path).await;
    let unit = held(&page, "unit");
    let step = "stage=contacted&day=2021-12-16&source=call";
    let form = format!("id={}&unit={unit}&{step}", id(6));
    for (who, what, form) in [
        ("officer", "accepted", form.clone()),
        ("officer", "sent twice", form),
        (
            "officer",
            "of an older page",
            format!("id={}&unit={unit}&{step}", id(7)),
        ),
        (
            "visitor",
            "by a visitor",
            format!("id={}&unit={unit}&{step}", id(8)),
        ),
    ] {
        story.post(who, what, &path, &form).await;
    }
    for path in [
        "/",
        "/classes-dedoublees/deploiement/A24",
        "/classes-dedoublees/deploiement/A24/semaines.csv",
        "/evenements",
        "/etat",
    ] {
        story.get("intrapreneur", path).await;
    }
    story.get("administrator", "/audit").await;
    story
        .post(
            "coach",
            "another role",
            "/connexion/role",
            "role=officer&suite=/mon-compte",
        )
        .await;
    story
        .post("coach", "no such role", "/connexion/role", "role=ailleurs")
        .await;
}
