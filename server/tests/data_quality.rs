//! The quality of a territory's figures, asked of the real router: who is told which classes.

#![allow(clippy::unwrap_used)]

use crate::support::{
    World,
    nation::{fill, person, twin_of},
};
use domain::Role;

const NATION: &str = "/classes-dedoublees/deploiement/FR/qualite";

#[tokio::test]
async fn a_class_that_has_another_s_name_is_named_to_those_who_follow_it() {
    let world = World::real(|_| {}).await;
    fill(&world.store).await;
    let page = async |role: Role| {
        let account = person(&world.store, role.code(), Some(role)).await;
        world.signed_in(account).await.get(NATION).await.text
    };
    assert!(!page(Role::Coach).await.contains("Noms en double"));
    for place in [0, 1] {
        twin_of(&world.store, place).await;
    }
    let whole = page(Role::Intrapreneur).await;
    assert!(whole.contains("2\u{a0}classes portent le nom"), "{whole}");
    assert!(whole.contains("Anne Sylvestre") && whole.contains("Jean Ferrat"));
    let own = page(Role::Officer).await;
    assert!(own.contains("1\u{a0}classe porte le nom"), "{own}");
    assert!(own.contains("«\u{a0}cp-a\u{a0}», comme «\u{a0}CP A\u{a0}»") && !own.contains("Jean Ferrat"));
    assert!(
        !page(Role::BudgetManager).await.contains("Noms en double"),
        "who reads no school is told of no class"
    );
}
