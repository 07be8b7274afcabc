//! The forms that write, in a fixed order: accepted, refused, of an older page, sent twice, out of scope, after the session's end.

pub mod demonstration;
mod ended;

use super::{
    accounts,
    book::Book,
    files, funding,
    sent::{POLICY, Story, id},
    updates,
};
use crate::support::{
    World,
    nation::{person, places},
};
use domain::{AccountId, Role};
use ended::{after_all, ended};
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

async fn objectives(story: &mut Story<'_>) {
    let [own, other] = places();
    let path = |code: String| format!("{POLICY}/deploiement/{code}/objectif");
    let (academy, district) = (path(own.academy.to_string()), path(own.district.to_string()));
    let set = "measure=using&day=2021-06-30&share=80&act=set";
    let sent = [
        ("officer", "set", &academy, set),
        ("officer", "set again", &academy, set),
        (
            "officer",
            "another share",
            &academy,
            "measure=using&day=2021-06-30&share=62%2C5&act=set",
        ),
        (
            "officer",
            "no share",
            &academy,
            "measure=using&day=2021-06-30&share=beaucoup&act=set",
        ),
        (
            "officer",
            "too large a share",
            &academy,
            "measure=using&day=2021-06-30&share=101&act=set",
        ),
        ("officer", "no day", &academy, "measure=using&share=80&act=set"),
        (
            "officer",
            "another year's day",
            &academy,
            "measure=using&day=2023-06-30&share=80&act=set",
        ),
        ("officer", "in a circonscription", &district, set),
        (
            "officer",
            "taken back",
            &academy,
            "measure=using&day=2021-06-30&act=take-back",
        ),
        ("coach", "by who may not", &academy, set),
        ("intrapreneur", "the nation's", &path("FR".to_owned()), set),
    ];
    for (who, what, path, form) in sent {
        story.post(who, what, path, form).await;
    }
    story
        .post("officer", "of elsewhere", &path(other.academy.to_string()), set)
        .await;
    story.get("officer", &format!("{POLICY}/deploiement/FR")).await;
}

async fn calendar(story: &mut Story<'_>) {
    let path = "/calendrier?annee=2021-2022";
    let closure = "act=add&zones=a&zones=b&kind=closure&from=2022-01-10&to=2022-03-13&label=D%C3%A9cision";
    let sent = [
        ("administrator", "added", format!("id={}&{closure}", id(300))),
        (
            "administrator",
            "added, sent twice",
            format!("id={}&{closure}", id(300)),
        ),
        (
            "administrator",
            "over another",
            format!("id={}&{closure}", id(301)),
        ),
        (
            "administrator",
            "no zone",
            format!(
                "id={}&act=add&kind=holiday&from=2022-10-22&to=2022-11-06&label=Essai",
                id(302)
            ),
        ),
        ("administrator", "nothing said", format!("id={}&act=add", id(303))),
        (
            "administrator",
            "the end first",
            format!(
                "id={}&act=add&zones=a&kind=holiday&from=2022-11-06&to=2022-10-22",
                id(304)
            ),
        ),
        (
            "administrator",
            "taken back",
            format!("id={}&act=take-back&entry=1", id(305)),
        ),
        (
            "administrator",
            "taken back again",
            format!("id={}&act=take-back&entry=1", id(306)),
        ),
        (
            "administrator",
            "nothing to take back",
            format!("id={}&act=take-back&entry=9999", id(307)),
        ),
        ("officer", "by who may not", format!("id={}&{closure}", id(308))),
    ];
    for (who, what, form) in sent {
        story.post(who, what, path, &form).await;
    }
    story.get("coach", "/calendrier.csv?annee=2021-2022").await;
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
