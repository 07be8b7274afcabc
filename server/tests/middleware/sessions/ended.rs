//! What comes back after a session ended, and what does not.

use super::world;
use crate::support::{
    World,
    nation::{person, places},
};
use chrono::TimeDelta;
use domain::{Principal, Role};

#[tokio::test]
async fn prove_sessions_what_was_typed_comes_back_after_signing_in_again() {
    let world = world().await;
    let officer = person(&world.store, "officer", Some(Role::Officer)).await;
    let browser = world.signed_in(officer).await;
    let uai = places()[0].uai;
    let path = format!("/classes-dedoublees/deploiement/{uai}?annee=2020-2021");
    world.clock.advance(TimeDelta::minutes(31));
    let form =
        "id=0190a0b0-0000-7000-8000-000000000001&unit=1%3A1&stage=onboarded&day=2021-03-12&source=visit";
    let late = browser.post(&path, form).await;
    assert!(
        late.location().starts_with("/connexion?suite="),
        "{}",
        late.location()
    );
    assert!(late.location().contains("reprise"));
    let again = world.signed_in(officer).await;
    let back = again.get(&format!("{path}&reprise=1")).await;
    assert_eq!(back.status, 422);
    assert!(back.text.contains("Votre session avait pris fin"));
    assert!(back.text.contains("value=\"onboarded\" checked"), "{}", back.text);
    // Once: the next time the page is itself again.
    assert_eq!(again.get(&format!("{path}&reprise=1")).await.status, 200);
    let sent = again.post(&path, form).await;
    assert_eq!(sent.status, 303);
    // Somebody else finds nothing, and signing out is not an end that keeps anything.
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    assert_eq!(
        world
            .signed_in(coach)
            .await
            .get(&format!("{path}&reprise=1"))
            .await
            .status,
        200
    );
}

/// A link for somebody, as they open it.
async fn link_of(world: &World, account: domain::AccountId) -> String {
    let secret = server::new_link(false);
    let (by, kind) = (Principal::operator(), domain::account::LinkKind::SignIn);
    let now = world.clock.now();
    world
        .store
        .make_link(&by, now, kind, Some(account), &secret.link)
        .await
        .unwrap();
    format!("/connexion/lien/{}", secret.token)
}

#[tokio::test]
async fn prove_sessions_a_browser_that_still_has_the_ended_cookie_signs_in_again_and_finds_its_form() {
    let world = world().await;
    let admin = person(&world.store, "admin", Some(Role::Administrator)).await;
    let browser = world.signed_in(admin).await;
    world.clock.advance(TimeDelta::minutes(31));
    let form = "name=Camille+Ferrand&email=camille%40ac-rennes.fr&party=menj&role=coach&territory=FR&from=2021-03-15";
    let late = browser.post("/personnes", form).await;
    assert_eq!(late.location(), "/connexion?suite=%2Fpersonnes%3Freprise%3D1");
    assert_eq!(world.store.accounts().await.unwrap().len(), 1);
    let link = link_of(&world, admin).await;
    let signed = browser.post(&link, "suite=%2Fpersonnes%3Freprise%3D1").await;
    assert_eq!(
        (signed.status.as_u16(), signed.location()),
        (303, "/personnes?reprise=1")
    );
    let back = browser.get("/personnes?reprise=1").await;
    assert!(back.text.contains("Votre session avait pris fin"));
    assert!(back.text.contains("value=\"Camille Ferrand\""), "{}", back.text);
    // The form of a person comes back as well.
    world.clock.advance(TimeDelta::minutes(31));
    let own = format!("/personnes/{admin}");
    let give = "act=give&role=coach&territory=FR&from=2021-04-01&district=C0351234X";
    assert!(browser.post(&own, give).await.location().contains("reprise"));
    assert_eq!(browser.post(&link_of(&world, admin).await, "").await.status, 303);
    let back = browser.get(&format!("{own}?reprise=1")).await;
    assert!(back.text.contains("value=\"C0351234X\""), "{}", back.text);
    // What no page gives back is not kept: signing out late is signing out.
    world.clock.advance(TimeDelta::minutes(31));
    assert_eq!(browser.post("/deconnexion", "").await.location(), "/deconnexion");
}
