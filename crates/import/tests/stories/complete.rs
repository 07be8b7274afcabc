//! Lists that say that they are complete: what they do not name closes, once it was told.

use super::{
    census::{COMPLETE, active, counted, list},
    done,
};
use crate::support::{Ask, World, now, today, uai};
use domain::{
    Principal,
    adoption::{RequestId, UnitFacts},
    unit::Levels,
};
use import::CensusOptions;
use store::{
    adoption::{AddClass, ClassChange},
    import::{ImportKind, ImportState},
};

/// With two CP and a CE1 in one school.
async fn listed() -> World {
    let world = World::with_directory().await;
    let classes = "CP A;CP;12;\nCP B;CP;12;\nCE1 A;CE1;12;";
    let partial = Ask {
        census: CensusOptions::default(),
        ..COMPLETE
    };
    done(&list(&world, classes, partial).await);
    world
}

#[tokio::test]
async fn a_complete_list_closes_what_it_does_not_name_and_a_trial_names_it_first() {
    let world = listed().await;
    let tried = Ask {
        dry_run: true,
        ..COMPLETE
    };
    let trial = list(&world, "CP A;CP;12;", tried).await;
    let said = trial.summary.join("\n");
    assert!(
        said.contains("1 classe absente de la liste serait fermée"),
        "{said}"
    );
    assert!(said.contains("CP B"), "{said}");
    assert_eq!(counted(&world).await.len(), 3);

    done(&list(&world, "CP A;CP;12;", COMPLETE).await);
    assert_eq!(
        counted(&world).await,
        ["CE1 A CE1 identified", "CP A CP identified"],
        "a level that the list does not have stays"
    );
    let again = list(&world, "CP A;CP;12;", COMPLETE).await;
    assert!(
        again.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        again.summary
    );
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);

    let back = list(&world, "CP A;CP;12;\nCP B;CP;12;", COMPLETE).await;
    assert!(
        back.summary[0].starts_with("1 classe recensée à nouveau"),
        "{:?}",
        back.summary
    );
}

#[tokio::test]
async fn a_class_that_something_followed_closes_only_once_somebody_says_yes() {
    let world = listed().await;
    active(&world, "CP B").await;
    let dated = format!("UAI;classe;niveau;date\n{};CP A;CP;15/01/2021\n", uai(350_011));
    let asked = world.bring(ImportKind::Units, &dated, COMPLETE).await;
    assert_eq!(asked.import_state(), ImportState::Refused, "{}", asked.to_text());
    let error = &asked.errors[0];
    assert_eq!((error.line, error.value.as_str()), (2, "CP B"));
    assert!(
        error.reason.contains("fermerait le 15/01/2021") && error.reason.contains("01/02/2021"),
        "{error:?}"
    );
    assert_eq!(counted(&world).await.len(), 3);

    // A line that can't be read may be that of the class: it is not told as missing.
    let damaged = format!("{dated}{};CP B;CP;hier\n", uai(350_011));
    let refused = world.bring(ImportKind::Units, &damaged, COMPLETE).await;
    assert_eq!(
        (refused.errors.len(), refused.errors[0].line),
        (1, 3),
        "{}",
        refused.to_text()
    );

    let accepted = Ask {
        census: CensusOptions {
            accept_closings: true,
            ..COMPLETE.census
        },
        ..COMPLETE
    };
    let report = world.bring(ImportKind::Units, &dated, accepted).await;
    done(&report);
    let said = report.summary.join("\n");
    assert!(said.contains("CP B, active, le 01/02/2021"), "{said}");
    assert_eq!(counted(&world).await.len(), 2);
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
}

#[tokio::test]
async fn a_class_that_a_person_added_after_its_day_stays_open_and_is_told() {
    let world = listed().await;
    let policy = world.units(350_011).await[0].unit.policy;
    let added = ClassChange::Add(AddClass {
        policy,
        year: "2020-2021".parse().unwrap(),
        school: uai(350_011).parse().unwrap(),
        facts: UnitFacts {
            label: "CP Rossignols".to_owned(),
            levels: Levels::parse("CP").unwrap(),
            pupils: None,
            co_teaching: false,
            estimated: false,
        },
        day: today(),
        distinct: false,
    });
    let (by, id) = (Principal::operator(), RequestId(uuid::Uuid::now_v7()));
    let changed = world.store.change_class(&by, today(), now(), id, added);
    changed.await.unwrap();
    let dated = format!("UAI;classe;niveau;date\n{};CP A;CP;15/01/2021\n", uai(350_011));
    let report = world.bring(ImportKind::Units, &dated, COMPLETE).await;
    done(&report);
    let said = report.summary.join("\n");
    assert!(
        said.contains("1 classe absente de la liste, laissée ouverte") && said.contains("CP Rossignols"),
        "{said}"
    );
    assert_eq!(
        counted(&world).await,
        [
            "CE1 A CE1 identified",
            "CP A CP identified",
            "CP Rossignols CP identified"
        ]
    );
}
