//! The page of a school that moved: it says where its classes count, and opens to both of its places.

use crate::support::{
    World, day, morning,
    moved::{MovedSchool, moved_schools},
    nation::{fill, person, places, policy},
};
use axum::http::StatusCode;
use domain::{AccountId, Principal, Role, SchoolYear, TerritoryCode, rights::Grant};
use server::clock::Clock;
use store::Store;
use uuid::Uuid;

const SENTENCE: &str = "Cette école relève depuis l'annuaire du 15 mars 2021 de la circonscription de Bondy ; \
     ses classes de 2020-2021 restent comptées dans la circonscription de Bruz jusqu'à la fin de l'année scolaire.";

/// Somebody who has one place alone.
async fn officer(world: &World, name: &str, territory: TerritoryCode) -> AccountId {
    let id = person(&world.store, name, None).await;
    let grant = Grant {
        role: Role::Officer,
        policy: Some(policy()),
        territory,
        from: day(2021, 3, 15),
        until: None,
    };
    let by = Principal::operator();
    let (today, now) = (day(2021, 3, 15), morning());
    world.store.give_role(&by, today, now, id, &grant).await.unwrap();
    id
}

fn update(school: &MovedSchool, seen: u32, stage: &str) -> String {
    format!(
        "id={}&unit={}%3A{seen}&stage={stage}&day=2021-03-12&source=visit",
        Uuid::now_v7(),
        school.class
    )
}

#[tokio::test]
async fn the_page_of_a_school_that_moved_says_so_and_both_places_write_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store).await;
    let school = moved_schools(&store).await.left;
    let world = World::over(store, Clock::held(morning()), folder, |settings| {
        settings.limits.sign_in = None
    })
    .await;
    // Somebody must manage people whoever is made below.
    person(&world.store, "garde", Some(Role::Administrator)).await;
    let [here, there] = places();
    let path = format!("/classes-dedoublees/deploiement/{}", school.uai);
    for (name, district, seen, stage) in [
        ("bruz", here.district, 1, "contacted"),
        ("bondy", there.district, 2, "onboarded"),
    ] {
        let browser = world.signed_in(officer(&world, name, district).await).await;
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{name}: {}", page.text);
        assert!(page.text.contains(SENTENCE), "{name}: {}", page.text);
        let sent = browser.post(&path, &update(&school, seen, stage)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{name}: {}", sent.text);
        let found = browser.get("/recherche?q=Barbara").await;
        assert!(found.text.contains(&school.uai.to_string()), "{name} finds it");
        let list = browser.get("/classes-dedoublees/mise-a-jour").await;
        assert!(list.text.contains("École Barbara"), "{name} finds its class");
    }
    let stranger = TerritoryCode::parse("D14").unwrap();
    let browser = world.signed_in(officer(&world, "ailleurs", stranger).await).await;
    assert_eq!(browser.get(&path).await.status, StatusCode::FORBIDDEN);
    let sent = browser.post(&path, &update(&school, 3, "active")).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(
        !browser
            .get("/recherche?q=Barbara")
            .await
            .text
            .contains(&school.uai.to_string())
    );

    // A school that stands where its classes do says nothing of it; one without classes that year neither.
    let browser = world
        .signed_in(person(&world.store, "coach", Some(Role::Coach)).await)
        .await;
    let stayed = format!("/classes-dedoublees/deploiement/{}", here.uai);
    assert!(!browser.get(&stayed).await.text.contains("restent comptées"));
    let other = SchoolYear::starting(2019).unwrap();
    assert!(
        !browser
            .get(&format!("{path}?annee={other}"))
            .await
            .text
            .contains("restent comptées")
    );
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
}
