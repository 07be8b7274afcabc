//! Directories in which schools move, or that no longer have some: told by name, and asked about above a tenth of a département.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use super::done;
use crate::support::{Ask, TECHNICAL, World, today, uai};
use domain::{
    AccountId, Actor, Principal, Role, TerritoryCode, Uai,
    rights::{Grant, Powers},
};
use import::Report;
use store::import::{ImportKind, ImportState};

const SCHOOLS: ImportKind = ImportKind::Schools;
const FIRST: u32 = 350_020;

/// A directory of so many schools of Ille-et-Vilaine, of which some sit in Rennes Nord; the others in Rennes Sud.
fn directory(schools: impl IntoIterator<Item = u32>, north: &[u32]) -> String {
    let mut rows = vec![TECHNICAL.to_owned()];
    for (number, seat) in [(359_990, "Sud"), (359_991, "Nord")] {
        rows.push(format!(
            "{};Circonscription d'inspection du 1er degré de Rennes {seat};Service Administratif;;35000;Rennes;035;;;;;;OUVERT;809;",
            uai(number)
        ));
    }
    for rank in schools {
        let seat = if north.contains(&rank) { "Nord" } else { "Sud" };
        rows.push(format!(
            "{};École n° {rank};Ecole;Public;35000;Rennes;035;1;1;REP;48.1;-1.6;OUVERT;151;Rennes {seat}",
            uai(FIRST + rank)
        ));
    }
    format!("{}\n", rows.join("\n"))
}

fn ask(accept_moves: bool, dry_run: bool) -> Ask {
    Ask {
        accept_moves,
        dry_run,
        ..Ask::default()
    }
}

async fn brought(schools: u32) -> World {
    let world = World::open().await;
    done(
        &world
            .bring(SCHOOLS, directory(0..schools, &[]), Ask::default())
            .await,
    );
    world
}

fn says(report: &Report, what: &str) -> bool {
    report.to_text().contains(what)
}

#[tokio::test]
async fn a_first_directory_never_asks_and_a_school_that_moves_is_named() {
    let world = brought(20).await;
    let moved = directory(0..20, &[7, 11]);
    let report = world.bring(SCHOOLS, &moved, Ask::default()).await;
    done(&report);
    assert!(
        says(
            &report,
            "2 écoles changent de territoire ; leurs classes déjà recensées restent comptées"
        ),
        "{}",
        report.to_text()
    );
    let line = format!(
        "{}, École n° 7 (Rennes) : Rennes Sud → Rennes Nord.",
        uai(FIRST + 7)
    );
    assert!(says(&report, &line), "{}", report.to_text());
    let again = world.bring(SCHOOLS, &moved, Ask::default()).await;
    assert!(
        says(&again, "Rien n'a changé") && !says(&again, "de territoire"),
        "{}",
        again.to_text()
    );
}

#[tokio::test]
async fn above_a_tenth_of_a_departement_moving_it_asks() {
    let world = brought(20).await;
    let moved = directory(0..20, &[1, 2, 3]);
    let refused = world.bring(SCHOOLS, &moved, Ask::default()).await;
    assert_eq!(
        (refused.import_state(), refused.errors_total),
        (ImportState::Refused, 1)
    );
    let [asked] = refused.errors.as_slice() else {
        panic!("{}", refused.to_text())
    };
    assert_eq!(
        asked.reason,
        "Ille-et-Vilaine : 3 écoles sur 20 changent de territoire."
    );
    assert!(asked.advice.contains("--accept-moves"), "{}", asked.advice);
    let tried = world.bring(SCHOOLS, &moved, ask(false, true)).await;
    assert_eq!(tried.import_state(), ImportState::Tried);
    assert!(
        says(&tried, "3 écoles changeraient de territoire"),
        "{}",
        tried.to_text()
    );
    assert!(
        says(
            &tried,
            "Ille-et-Vilaine : 3 écoles sur 20 changeraient de territoire."
        ),
        "{}",
        tried.to_text()
    );
    let north = TerritoryCode::district(Uai::from_number(359_991).unwrap());
    let seats = async || {
        let schools = world.schools().await;
        schools
            .iter()
            .filter(|(_, school)| school.lineage.district == north)
            .count()
    };
    assert_eq!(seats().await, 0, "nothing is written");
    done(&world.bring(SCHOOLS, &moved, ask(true, false)).await);
    assert_eq!(seats().await, 3);
    // Once they have moved nothing is asked.
    done(&world.bring(SCHOOLS, &moved, Ask::default()).await);
}

#[tokio::test]
async fn schools_gone_from_the_directory_are_told_and_stay_as_they_are() {
    let world = brought(20).await;
    let report = world.bring(SCHOOLS, directory(1..20, &[]), Ask::default()).await;
    done(&report);
    let head = "1 école connue et ouverte ne figure plus dans l'annuaire ; elle reste telle quelle :";
    let line = format!("{}, École n° 0 (Rennes).", uai(FIRST));
    assert!(
        says(&report, head) && says(&report, &line),
        "{}",
        report.to_text()
    );
    assert!(world.schools().await.iter().all(|(_, school)| school.open));

    let half = directory(10..20, &[]);
    let tried = world.bring(SCHOOLS, &half, ask(false, true)).await;
    assert!(
        says(
            &tried,
            "10 écoles connues et ouvertes ne figurent plus dans l'annuaire"
        ),
        "{}",
        tried.to_text()
    );
    done(&world.bring(SCHOOLS, &half, Ask::default()).await);
    // One that the directory has as closed is not gone, and is never silently open.
    let closed = directory(0..20, &[]).replace(
        &format!("{};École n° 0;", uai(FIRST)),
        &format!("{};Fermée;", uai(FIRST)),
    );
    let closed: String = closed
        .lines()
        .map(|line| if line.contains(";Fermée;") { line.replace("OUVERT", "FERME") } else { line.to_owned() } + "\n")
        .collect();
    done(&world.bring(SCHOOLS, &closed, Ask::default()).await);
    let report = world.bring(SCHOOLS, directory(1..20, &[]), Ask::default()).await;
    assert!(!says(&report, "ne figure plus"), "{}", report.to_text());
    assert!(!world.schools().await[0].1.open);
}

#[tokio::test]
async fn a_directory_of_one_departement_says_nothing_of_another() {
    let world = brought(20).await;
    let other = format!(
        "{TECHNICAL}\n{};École du Port;Ecole;Public;22000;Saint-Brieuc;022;1;1;;;;OUVERT;151;\n",
        uai(220_011)
    );
    let report = world.bring(SCHOOLS, other, Ask::default()).await;
    done(&report);
    assert!(!says(&report, "ne figure"), "{}", report.to_text());
    assert_eq!(world.schools().await.len(), 21);
}

/// Somebody who has a circonscription.
fn officer(seat: u32) -> Principal {
    let grant = Grant {
        role: Role::Officer,
        policy: None,
        territory: TerritoryCode::district(Uai::from_number(seat).unwrap()).unwrap(),
        from: today(),
        until: None,
    };
    Principal {
        actor: Actor::Account(AccountId(1)),
        powers: Powers::Granted([grant].into()),
        origin: None,
    }
}

#[tokio::test]
async fn both_places_of_a_school_that_moved_bring_its_classes_and_those_of_the_next_year_are_the_new_one_s() {
    let world = brought(20).await;
    let list = |school: u32, label: &str, year: &str| {
        format!(
            "UAI;classe;niveau;année\n{};{label};CP;{year}\n",
            uai(FIRST + school)
        )
    };
    let (south, north) = (officer(359_990), officer(359_991));
    done(
        &world
            .bring_by(&south, ImportKind::Units, list(7, "Mésanges", "2020-2021"))
            .await,
    );
    done(&world.bring(SCHOOLS, directory(0..20, &[7]), Ask::default()).await);
    for (by, label) in [(&south, "Pinsons"), (&north, "Merles")] {
        done(
            &world
                .bring_by(by, ImportKind::Units, list(7, label, "2020-2021"))
                .await,
        );
    }
    let seats: Vec<_> = world
        .units(FIRST + 7)
        .await
        .into_iter()
        .map(|known| known.unit.district)
        .collect();
    assert_eq!(
        seats,
        [TerritoryCode::district(Uai::from_number(359_990).unwrap()); 3]
    );
    let refused = world
        .bring_by(&south, ImportKind::Units, list(7, "Mésanges", "2019-2020"))
        .await;
    assert_eq!(
        refused.import_state(),
        ImportState::Refused,
        "it had no class there then"
    );
    done(
        &world
            .bring_by(&north, ImportKind::Units, list(7, "Mésanges", "2019-2020"))
            .await,
    );
    done(
        &world
            .bring_by(&south, ImportKind::Units, list(11, "Mésanges", "2020-2021"))
            .await,
    );
    let refused = world
        .bring_by(&north, ImportKind::Units, list(11, "Pinsons", "2020-2021"))
        .await;
    assert_eq!(
        refused.import_state(),
        ImportState::Refused,
        "another school of the former place"
    );
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
}

#[tokio::test]
async fn classes_of_a_school_without_a_circonscription_get_its_first_one_and_are_counted() {
    let world = brought(20).await;
    let lost = directory(0..20, &[]).replace("École n° 7;Ecole", "École n° 7 bis;Ecole");
    let lost = lost.replace(&uai(FIRST + 7), &uai(FIRST + 100));
    let lost: String = lost
        .lines()
        .map(|line| if line.contains("7 bis") { line.replace("Rennes Sud", "") } else { line.to_owned() } + "\n")
        .collect();
    done(&world.bring(SCHOOLS, &lost, Ask::default()).await);
    let file = format!(
        "UAI;classe;niveau;année\n{0};A;CP;2020-2021\n{0};B;CP;2020-2021\n",
        uai(FIRST + 100)
    );
    done(&world.bring(ImportKind::Units, file, Ask::default()).await);
    let found = lost.replace("151;\n", "151;Rennes Nord\n");
    let tried = world.bring(SCHOOLS, &found, ask(false, true)).await;
    assert!(
        says(
            &tried,
            "qui seraient comptées dans la première de leur école : 2."
        ),
        "{}",
        tried.to_text()
    );
    let report = world.bring(SCHOOLS, &found, Ask::default()).await;
    done(&report);
    assert!(
        says(&report, "comptées maintenant dans la première de leur école : 2."),
        "{}",
        report.to_text()
    );
    assert!(!says(&report, "de territoire"), "{}", report.to_text());
    assert_eq!(world.store.compare_rollup().await.unwrap(), []);
    let again = world.bring(SCHOOLS, &found, Ask::default()).await;
    assert!(says(&again, "Rien n'a changé"), "{}", again.to_text());
}
