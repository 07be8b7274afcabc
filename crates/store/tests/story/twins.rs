//! Classes that have another's name, from before names were compared: told, where their reader may look.

use crate::{
    engines::on_both,
    world::{district, entering, fill, now, school, slice, unit},
};
use domain::{AuditAction, Principal, TerritoryCode, rights::AccessScope};
use store::{Store, audit::AuditEvent};

on_both! {
    a_class_that_has_another_s_name_is_told_on_sqlite, a_class_that_has_another_s_name_is_told_on_postgres
        => a_class_that_has_another_s_name_is_told;
}

/// Enters a class under a name that another bears, as before names were compared.
async fn enter_named(store: &Store, id: i64, rank: u32, label: &str) {
    let school = school(rank);
    let mut unit = unit(0, &school);
    unit.label = label.to_owned();
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.put_histories(&[entering(id, unit)]).await.unwrap();
    let deed = AuditEvent::new(AuditAction::ImportApplied, "");
    intake.finish(deed).await.unwrap();
}

async fn names(store: &Store, territory: TerritoryCode, within: &AccessScope) -> Vec<(String, String)> {
    let twins = store.twin_names(&slice(territory), within).await.unwrap();
    let names = twins.into_iter().map(|twin| (twin.unit.unit.label, twin.other));
    names.collect()
}

async fn a_class_that_has_another_s_name_is_told(store: Store) {
    fill(&store, 8).await;
    let (nation, everywhere) = (TerritoryCode::nation(), AccessScope::Everywhere);
    assert_eq!(names(&store, nation, &everywhere).await, []);
    enter_named(&store, 9, 0, "classe-0").await;
    enter_named(&store, 10, 3, "CLASSE  3").await;
    let pair = |own: &str, other: &str| (own.to_owned(), other.to_owned());
    let (here, away) = (pair("classe-0", "Classe 0"), pair("CLASSE  3", "Classe 3"));
    assert_eq!(names(&store, nation, &everywhere).await, [here.clone(), away]);
    let own = AccessScope::Within(vec![district(0)]);
    let here = [here];
    assert_eq!(names(&store, district(0), &everywhere).await, here);
    assert_eq!(names(&store, nation, &own).await, here);
    let nowhere = AccessScope::Within(Vec::new());
    assert_eq!(names(&store, nation, &nowhere).await, []);
}
