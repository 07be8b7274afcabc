//! Forms of a session that ended, and what is left once all are sent.

use super::People;
use crate::{
    support::nation::places,
    unchanged::sent::{POLICY, Story, id},
};
use chrono::TimeDelta;

/// What is sent after its session's end is given back.
pub(super) async fn ended(story: &mut Story<'_>, people: &People) {
    story.world.clock.advance(TimeDelta::minutes(31));
    let [own, _] = places();
    let path = format!("{POLICY}/deploiement/{}?annee=2020-2021", own.uai);
    let form = format!(
        "id={}&unit=2%3A9&stage=regular&day=2021-03-12&source=visit",
        id(900)
    );
    story
        .post("officer", "after the session's end", &path, &form)
        .await;
    let sums = format!(
        "id={}&day=2021-03-12&amount=10&object=Avoir&reference=Titre",
        id(901)
    );
    story
        .post(
            "budget-manager",
            "after the session's end",
            "/financement/ecritures/recette",
            &sums,
        )
        .await;
    for name in ["officer", "budget-manager", "administrator"] {
        let browser = story.world.signed_in(people.id(name)).await;
        story.enters(name, browser);
    }
    story.get("officer", &format!("{path}&reprise=1")).await;
    story
        .get("budget-manager", "/financement/ecritures/recette?reprise=1")
        .await;
    story.get("officer", &path).await;
}

/// What stands once everything was sent.
pub(super) async fn after_all(story: &mut Story<'_>) {
    for path in [
        "/",
        "/imports",
        "/audit",
        "/audit?page=2",
        "/audit?refus=oui",
        "/audit?quoi=ledger",
        "/audit.csv",
        "/mon-compte",
        "/etat",
        "/donnees-ouvertes",
    ] {
        story.get("administrator", path).await;
    }
    for path in [
        "/financement/registre.csv",
        "/imports/chorus-colonnes.toml",
        "/imports",
    ] {
        story.get("budget-manager", path).await;
    }
    for path in [
        "/mon-compte/donnees.json",
        "/classes-dedoublees/deploiement/A14/classes.csv",
        "/classes-dedoublees/deploiement/A14/semaines.csv",
        "/classes-dedoublees/deploiement/A14/usages.csv",
        "/audit",
    ] {
        story.get("officer", path).await;
    }
}
