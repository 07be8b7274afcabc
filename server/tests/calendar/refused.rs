//! What the calendar does not take, told beside its field.

use super::send;
use crate::support::{World, nation::person};
use domain::Role;
use uuid::Uuid;

fn added(zones: &str, from: &str, to: &str) -> String {
    format!("act=add&kind=holiday{zones}&from={from}&to={to}&label=Essai")
}

/// Changes that are refused: the field that is told, what it is told, the form.
fn refused() -> [(&'static str, &'static str, String); 9] {
    [
        (
            "zones",
            "Zones : choisissez-en",
            added("", "2022-10-22", "2022-11-06"),
        ),
        (
            "to",
            "Dernier jour : le 6 novembre 2022 est avant",
            added("&zones=a", "2022-11-22", "2022-11-06"),
        ),
        (
            "to",
            "Dernier jour : la période aurait 107 jours",
            added("&zones=a", "2022-10-22", "2023-02-05"),
        ),
        (
            "from",
            "Premier jour : choisissez un jour de 2000",
            added("&zones=a", "1999-10-22", "2022-11-06"),
        ),
        (
            "to",
            "Dernier jour : choisissez un jour de 2000",
            added("&zones=a", "2099-12-22", "2100-01-03"),
        ),
        (
            "from",
            "Premier jour : choisissez-le",
            added("&zones=a", "hier", "2022-11-06"),
        ),
        (
            "from",
            "une autre période en a une partie (Zone C, vacances du 19 février 2022",
            added("&zones=c", "2022-03-05", "2022-03-07"),
        ),
        (
            "",
            "Cette période n'est plus au calendrier",
            "act=take-back&entry=9999".to_owned(),
        ),
        ("", "Ce formulaire est incomplet", "act=take-back".to_owned()),
    ]
}

#[tokio::test]
async fn what_the_calendar_does_not_take_is_told_beside_its_field_and_keeps_what_was_typed() {
    let world = World::real(|_| {}).await;
    let admin = world
        .signed_in(person(&world.store, "admin", Some(Role::Administrator)).await)
        .await;
    let version = world.store.version();
    for (field, why, fields) in refused() {
        let told = send(&admin, Uuid::now_v7(), &fields).await;
        assert_eq!(told.status.as_u16(), 422, "{why}");
        let text = told.text.replace("&#39;", "'");
        assert!(
            text.contains("Rien n'est enregistré") && text.contains(why),
            "{why}: {text}"
        );
        if !field.is_empty() {
            assert!(text.contains(&format!("id=\"{field}-erreur\"")), "{why}");
            assert!(text.contains("value=\"Essai\""), "{why}");
        }
    }
    assert_eq!(world.store.version(), version);
    // The same form cannot say another thing.
    let id = Uuid::now_v7();
    assert_eq!(
        send(&admin, id, &added("&zones=a", "2022-10-22", "2022-11-06"))
            .await
            .status
            .as_u16(),
        303
    );
    let reused = send(&admin, id, &added("&zones=b", "2022-10-22", "2022-11-06")).await;
    assert_eq!(reused.status.as_u16(), 422);
    assert!(reused.text.contains("Ce formulaire a déjà servi"));
}
