//! Lists of classes brought again, corrected, written otherwise, of one level only; estimates with a line twice.

use super::done;
use crate::support::{Ask, World, now, today, uai};
use domain::{
    Principal,
    adoption::{RequestId, UnitFacts},
};
use import::{CensusOptions, Report};
use store::{
    adoption::{ClassChange, CorrectClass},
    import::{ImportKind, ImportState},
};

const COUNTS: &str = "Rentrée scolaire;Numéro de l'école;Secteur;REP;REP +;Nombre d'élèves en CP hors ULIS;Nombre d'élèves en CE1 hors ULIS";
const YEAR: Ask = Ask {
    year: Some("2020-2021"),
    repair: false,
    accept_moves: false,
    dry_run: false,
    hidden: false,
    census: CensusOptions {
        accept_pairs: false,
        distinct: false,
        overwrite: false,
        complete: false,
        accept_closings: false,
    },
};

/// A list that says that it is complete.
pub const COMPLETE: Ask = Ask {
    census: CensusOptions {
        complete: true,
        ..YEAR.census
    },
    ..YEAR
};

pub async fn list(world: &World, lines: &str, ask: Ask) -> Report {
    let school = uai(350_011);
    let lines: String = lines.lines().map(|line| format!("{school};{line}\n")).collect();
    let file = format!("UAI;classe;niveau;effectif;co-enseignement\n{lines}");
    world.bring(ImportKind::Units, file, ask).await
}

/// With an estimate of two CP and two CE1 in one school.
async fn estimated() -> World {
    let world = World::with_directory().await;
    let counts = format!("{COUNTS}\n2020;{};PUBLIC;1;0;25;25\n", uai(350_011));
    done(&world.bring(ImportKind::Estimate, &counts, YEAR).await);
    world
}

pub async fn active(world: &World, class: &str) {
    let file = format!(
        "UAI;classe;année;étape;date\n{};{class};2020-2021;active;01/02/2021\n",
        uai(350_011)
    );
    done(&world.bring(ImportKind::Adoption, file, Ask::default()).await);
}

/// What is counted: name, levels, whether estimated, where it stands.
pub async fn counted(world: &World) -> Vec<String> {
    let units = world.units(350_011).await;
    let counted = units.iter().filter(|known| known.standing.step.stage().is_some());
    let words = counted.map(|known| {
        let estimated = if known.unit.estimated { " estimated" } else { "" };
        let (unit, step) = (&known.unit, known.standing.step.code());
        format!("{} {}{estimated} {step}", unit.label, unit.levels)
    });
    words.collect()
}

#[tokio::test]
async fn a_list_brought_again_corrects_what_differs_and_names_it() {
    let world = World::with_directory().await;
    let first = "CP A;CP;12;\nCP B;CP;12;\nCE1 A;CE1;12;";
    done(&list(&world, first, YEAR).await);
    let report = list(&world, "CP A;CP;15;oui\nCP B;CP+CE1;12;", YEAR).await;
    done(&report);
    let said = report.summary.join("\n");
    assert!(said.contains("2 classes corrigées"), "{said}");
    assert!(
        said.contains("CP A : 12 → 15 élèves ; co-enseignement : oui"),
        "{said}"
    );
    assert!(said.contains("CP B : CP → CP+CE1"), "{said}");
    assert!(!said.contains("Rien n'a changé"), "{said}");
    assert_eq!(
        counted(&world).await,
        [
            "CE1 A CE1 identified",
            "CP A CP identified",
            "CP B CE1+CP identified"
        ]
    );
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
    let again = list(&world, "CP A;CP;15;oui\nCP B;CP+CE1;12;", YEAR).await;
    assert!(
        again.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        again.summary
    );
}

#[tokio::test]
async fn names_written_otherwise_are_the_same_classes() {
    let world = World::with_directory().await;
    done(&list(&world, "CP A;CP;12;\nCP B;CP;12;\nCE1 Éléonore;CE1;12;", YEAR).await);
    let report = list(
        &world,
        "cp a;CP;12;\nCP  B;CP;12;\nCE1\u{a0}E\u{301}le\u{301}onore;CE1;12;",
        YEAR,
    )
    .await;
    assert!(
        report.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        report.summary
    );
    assert_eq!(counted(&world).await.len(), 3);
}

#[tokio::test]
async fn near_twins_are_refused_by_both_names_until_they_are_said_to_be_two() {
    let world = World::with_directory().await;
    done(&list(&world, "CP 1;CP;12;", YEAR).await);
    let refused = list(&world, "CP 01;CP;12;", YEAR).await;
    let error = &refused.errors[0];
    assert_eq!((error.line, error.value.as_str()), (2, "CP 01"));
    assert!(error.reason.contains("« CP 1 »"), "{error:?}");
    let distinct = Ask {
        census: CensusOptions {
            distinct: true,
            ..CensusOptions::default()
        },
        ..YEAR
    };
    done(&list(&world, "CP 01;CP;12;", distinct).await);
    assert_eq!(counted(&world).await.len(), 2);
}

#[tokio::test]
async fn a_list_of_one_level_leaves_the_other_estimates_and_an_active_one_with_them() {
    let world = estimated().await;
    active(&world, "CE1 1").await;
    done(&list(&world, "CP A;CP;12;\nCP B;CP;12;", YEAR).await);
    assert_eq!(
        counted(&world).await,
        [
            "CE1 1 CE1 estimated active",
            "CE1 2 CE1 estimated identified",
            "CP A CP identified",
            "CP B CP identified"
        ]
    );
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
}

#[tokio::test]
async fn an_estimate_that_somebody_wrote_of_is_inherited_once_that_is_accepted() {
    let world = estimated().await;
    active(&world, "CP 1").await;
    let lines = "CP A;CP;12;\nCP B;CP;12;";
    let tried = list(
        &world,
        lines,
        Ask {
            dry_run: true,
            ..YEAR
        },
    )
    .await;
    assert_eq!(tried.import_state(), ImportState::Tried, "{}", tried.to_text());
    let said = tried.summary.join("\n");
    assert!(said.contains("CP 1, active → CP A"), "{said}");
    assert!(said.contains("serait"), "what would be done is said so: {said}");
    let asked = list(&world, lines, YEAR).await;
    assert_eq!(asked.import_state(), ImportState::Refused, "{}", asked.to_text());
    assert!(
        asked.errors[0].advice.contains("--accept-pairs"),
        "{:?}",
        asked.errors
    );
    let accepted = Ask {
        census: CensusOptions {
            accept_pairs: true,
            ..CensusOptions::default()
        },
        ..YEAR
    };
    done(&list(&world, lines, accepted).await);
    assert_eq!(
        counted(&world).await[2..],
        ["CP A CP active", "CP B CP identified"]
    );
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
    // The name that it bore names it still.
    let again = list(&world, "CP 1;CP;12;", YEAR).await;
    assert!(
        again.summary[0].starts_with("Rien n'a changé"),
        "{:?}",
        again.summary
    );
}

#[tokio::test]
async fn a_class_that_had_left_is_counted_again_when_a_list_names_it() {
    let world = estimated().await;
    done(&list(&world, "CP A;CP;;\nCE1 A;CE1;;", YEAR).await);
    assert_eq!(
        counted(&world).await,
        ["CE1 A CE1 identified", "CP A CP identified"]
    );
    let report = list(&world, "CE1 1;CE1;;", YEAR).await;
    done(&report);
    assert_eq!(
        counted(&world).await,
        [
            "CE1 1 CE1 identified",
            "CE1 A CE1 identified",
            "CP A CP identified"
        ]
    );
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
}

#[tokio::test]
async fn a_census_day_to_come_is_refused() {
    let world = World::with_directory().await;
    let tomorrow = today().succ_opt().unwrap();
    let file = |day: chrono::NaiveDate| format!("UAI;classe;niveau;date\n{};CP A;CP;{day}\n", uai(350_011));
    let refused = world.bring(ImportKind::Units, file(tomorrow), YEAR).await;
    assert_eq!(refused.errors.len(), 1, "{}", refused.to_text());
    assert!(
        refused.errors[0].reason.contains("pas encore venu"),
        "{:?}",
        refused.errors
    );
    done(&world.bring(ImportKind::Units, file(today()), YEAR).await);
    let next = Ask {
        year: Some("2021-2022"),
        ..YEAR
    };
    let counts = format!("{COUNTS}\n2021;{};PUBLIC;1;0;25;25\n", uai(350_011));
    let refused = world.bring(ImportKind::Estimate, &counts, next).await;
    assert!(
        refused.errors[0].reason.contains("2021-2022"),
        "{:?}",
        refused.errors
    );
}

#[tokio::test]
async fn a_school_twice_in_the_counts_is_one_or_an_error_of_its_line() {
    let world = World::with_directory().await;
    let row = |cp: u32| format!("2020;{};PUBLIC;1;0;{cp};25\n", uai(350_011));
    let other = format!("{COUNTS}\n{}{}", row(25), row(38));
    let refused = world.bring(ImportKind::Estimate, other, YEAR).await;
    assert_eq!(
        (refused.errors.len(), refused.errors[0].line),
        (1, 3),
        "{}",
        refused.to_text()
    );
    let same = format!("{COUNTS}\n{}{}", row(25), row(25));
    let report = world.bring(ImportKind::Estimate, same, YEAR).await;
    done(&report);
    assert!(
        report.summary[0].starts_with("2 CP et 2 CE1"),
        "{:?}",
        report.summary
    );
    assert_eq!((report.warnings.len(), report.warnings[0].line), (1, 3));
}

#[tokio::test]
async fn a_shifted_column_of_the_counts_makes_no_million_classes() {
    let world = World::with_directory().await;
    let file = format!("{COUNTS}\n2020;{};PUBLIC;1;0;60000000;4294967295\n", uai(350_011));
    let refused = world.bring(ImportKind::Estimate, file, YEAR).await;
    assert_eq!(
        (refused.errors.len(), refused.errors[0].line),
        (2, 2),
        "{}",
        refused.to_text()
    );
}

#[tokio::test]
async fn an_update_finds_its_class_by_any_name_that_it_bore_however_it_is_written() {
    let world = estimated().await;
    active(&world, "cp-1").await;
    let accepted = Ask {
        census: CensusOptions {
            accept_pairs: true,
            ..CensusOptions::default()
        },
        ..YEAR
    };
    done(&list(&world, "CP A;CP;12;", accepted).await);
    let file = format!(
        "UAI;classe;année;étape;date\n{0};Cp 1;2020-2021;régulière;01/03/2021\n{0};cp-a;2020-2021;décrochée;01/05/2021\n",
        uai(350_011)
    );
    done(&world.bring(ImportKind::Adoption, file, Ask::default()).await);
    assert_eq!(counted(&world).await[2..], ["CP A CP lapsed"]);
}

#[tokio::test]
async fn a_person_chooses_another_pair_by_naming_the_estimate_on_the_page() {
    let world = estimated().await;
    active(&world, "CP 1").await;
    let lines = "CP A;CP;12;\nCP B;CP;12;";
    let tried = Ask {
        dry_run: true,
        ..YEAR
    };
    let said = list(&world, lines, tried).await.summary.join("\n");
    assert!(
        said.contains("CP 1, active → CP A")
            && said.contains("Si une estimation correspond à une autre classe"),
        "{said}"
    );
    let units = world.units(350_011).await;
    let estimate = units.iter().find(|known| known.unit.label == "CP 1").unwrap();
    let named = ClassChange::Correct(CorrectClass {
        unit: estimate.id,
        seen: 0,
        facts: UnitFacts {
            label: "CP B".to_owned(),
            ..UnitFacts::from(&estimate.unit)
        },
        distinct: false,
    });
    let (by, id) = (Principal::operator(), RequestId(uuid::Uuid::now_v7()));
    let changed = world.store.change_class(&by, today(), now(), id, named);
    changed.await.unwrap();
    done(&list(&world, lines, YEAR).await);
    let cp = counted(&world).await.split_off(2);
    assert_eq!(cp, ["CP A CP identified", "CP B CP active"]);
}
