//! The forms that write, in a fixed order: accepted, refused, of an older page, sent twice, out of scope, after the session's end.

mod calendar;
pub mod demonstration;
mod ended;
mod objectives;

use super::{
    accounts,
    book::Book,
    files, funding,
    sent::{POLICY, Story},
    updates,
};
use crate::support::{
    World,
    nation::{person, places},
};
use calendar::calendar;
use domain::{AccountId, Role};
use ended::{after_all, ended};
use objectives::objectives;
use std::collections::BTreeMap;

const PEOPLE: [(&str, Role); 7] = [
    ("keeper", Role::Administrator),
    ("officer", Role::Officer),
    ("intrapreneur", Role::Intrapreneur),
    ("coach", Role::Coach),
    ("leadership", Role::Leadership),
    ("budget-manager", Role::BudgetManager),
    ("administrator", Role::Administrator),
];

/// Those of the real service.
pub struct People(BTreeMap<&'static str, AccountId>);

impl People {
    pub async fn of(world: &World) -> Self {
        let mut all = BTreeMap::new();
        for (name, role) in PEOPLE {
            all.insert(name, person(&world.store, name, Some(role)).await);
        }
        Self(all)
    }

    pub fn id(&self, name: &str) -> AccountId {
        self.0[name]
    }
}

/// The forms of the real service.
pub async fn service(world: &World, people: &People, book: &mut Book) {
    let mut story = Story::begin("forms of the service", world, book).await;
    for (name, _) in PEOPLE {
        let browser = world.signed_in(people.id(name)).await;
        story.enters(name, browser);
    }
    story.enters("nobody", world.browser());
    updates::updates(&mut story).await;
    updates::bulk(&mut story).await;
    objectives(&mut story).await;
    funding::ledger(&mut story).await;
    funding::duties(&mut story).await;
    calendar(&mut story).await;
    files::bring(&mut story).await;
    usages(&mut story).await;
    accounts::persons(&mut story, people).await;
    accounts::account(&mut story).await;
    accounts::sign_in(&mut story).await;
    ended(&mut story, people).await;
    after_all(&mut story).await;
}

async fn usages(story: &mut Story<'_>) {
    let [own, other] = places();
    let path = |uai: String| format!("{POLICY}/deploiement/{uai}/usages");
    let (own, other) = (path(own.uai.to_string()), path(other.uai.to_string()));
    for (who, what, path, form) in [
        ("officer", "of a class", &own, "unit=2"),
        ("officer", "of a class of elsewhere", &own, "unit=3"),
        ("officer", "of no class", &own, "unit=aucune"),
        ("officer", "of nothing", &own, ""),
        ("officer", "of a class again", &own, "unit=2"),
        ("officer", "a school of elsewhere", &other, "unit=3"),
        ("coach", "by who may not", &own, "unit=2"),
    ] {
        story.post(who, what, path, form).await;
    }
    story.get("officer", &format!("{POLICY}/suggestions")).await;
    story
        .get("officer", &format!("{POLICY}/deploiement/A14/usages"))
        .await;
}
