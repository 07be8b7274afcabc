//! The real directory and class counts of Ille-et-Vilaine give the figures of the ministry.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use crate::support::{Ask, World, real};
use domain::{PriorityEducation, school::SchoolKind};
use import::Report;
use std::collections::BTreeSet;
use store::import::{ImportKind, ImportState};

const DIRECTORY: &str = "annuaire-education-35-2023.csv";
const COUNTS: &str = "ecoles-effectifs-nb_classes-35.csv";

fn done(report: &Report) {
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
}

#[tokio::test]
async fn prove_directory_gives_its_schools_and_circonscriptions() {
    let Some(path) = real(DIRECTORY) else { return };
    let world = World::open().await;
    let report = world.bring_path(ImportKind::Schools, &path, Ask::default()).await;
    done(&report);
    let schools = world.schools().await;
    let primary: Vec<_> = schools
        .iter()
        .filter(|(_, school)| school.kind != SchoolKind::Middle)
        .collect();
    let marked = |mark| {
        primary
            .iter()
            .filter(|(_, school)| school.priority_education == mark)
            .count()
    };
    let (rep, rep_plus) = (marked(PriorityEducation::Rep), marked(PriorityEducation::RepPlus));
    let seats: BTreeSet<_> = primary
        .iter()
        .filter_map(|(_, school)| school.lineage.district)
        .collect();
    let middle = schools.len() - primary.len();
    println!(
        "figures: rows {} primary {} middle {middle} rep {rep} rep+ {rep_plus} seats {} doubled {}",
        report.rows,
        primary.len(),
        seats.len(),
        report.warnings_total
    );
    assert_eq!(
        (report.rows, primary.len(), middle, rep, rep_plus),
        (996, 421, 62, 44, 5)
    );
    // 4 of the 23 circonscriptions have no public school.
    assert_eq!(seats.len(), 19);
    assert!(
        report
            .summary
            .iter()
            .any(|line| line.contains("23\u{a0}circonscriptions")),
        "{:?}",
        report.summary
    );
    assert_eq!(report.warnings_total, 3);
    assert!(
        primary
            .iter()
            .all(|(_, school)| school.lineage.district.is_some())
    );
    let fougeres = world
        .store
        .place(domain::TerritoryCode::parse("C0350741R").unwrap())
        .await
        .unwrap()
        .unwrap();
    let names: Vec<_> = fougeres.path().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["France", "Rennes", "Ille-et-Vilaine", "Fougères"]);

    let again = world.bring_path(ImportKind::Schools, &path, Ask::default()).await;
    done(&again);
    assert_eq!(
        again.summary.first().unwrap(),
        "Rien n'a changé : tout y était déjà."
    );
    assert_eq!(world.schools().await, schools);
}

#[tokio::test]
async fn prove_directory_and_counts_estimate_the_halved_classes() {
    let (Some(directory), Some(counts)) = (real(DIRECTORY), real(COUNTS)) else {
        return;
    };
    let world = World::open().await;
    done(
        &world
            .bring_path(ImportKind::Schools, &directory, Ask::default())
            .await,
    );
    let ask = Ask {
        year: Some("2020-2021"),
        ..Ask::default()
    };
    let report = world.bring_path(ImportKind::Estimate, &counts, ask).await;
    done(&report);
    println!(
        "figures: rows {} {}",
        report.rows,
        report.summary.first().unwrap()
    );
    assert_eq!(
        report.summary.first().unwrap(),
        "80 CP et 76 CE1 estimés d'après les effectifs de 2020-2021."
    );
    let again = world.bring_path(ImportKind::Estimate, &counts, ask).await;
    done(&again);
    assert!(
        again
            .summary
            .iter()
            .any(|line| line.starts_with("Rien n'a changé")),
        "{:?}",
        again.summary
    );
}

#[tokio::test]
async fn prove_directory_reads_the_same_after_a_spreadsheet() {
    let Some(path) = real(DIRECTORY) else { return };
    let (straight, round) = (World::open().await, World::open().await);
    done(
        &straight
            .bring_path(ImportKind::Schools, &path, Ask::default())
            .await,
    );

    // Windows-1252, no byte-order mark, no leading zero anywhere.
    let text = std::fs::read_to_string(&path).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for record in reader.records() {
        let zeroless = record
            .unwrap()
            .iter()
            .map(|field| {
                let bare = field.len() <= 10 && field.bytes().all(|b| b.is_ascii_alphanumeric());
                if bare && field.len() > 1 {
                    field.trim_start_matches('0').to_owned()
                } else {
                    field.to_owned()
                }
            })
            .collect::<csv::StringRecord>();
        writer.write_record(&zeroless).unwrap();
    }
    let out = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&out);
    assert!(!lost && std::str::from_utf8(&bytes).is_err());

    let refused = round.bring(ImportKind::Schools, &bytes, Ask::default()).await;
    assert_eq!(refused.import_state(), ImportState::Refused);
    assert_eq!((refused.errors_total, refused.errors.len()), (996, 996));
    assert!(round.schools().await.is_empty());

    let repaired = round
        .bring(
            ImportKind::Schools,
            &bytes,
            Ask {
                repair: true,
                ..Ask::default()
            },
        )
        .await;
    done(&repaired);
    println!(
        "figures: refused {} repaired with {} warnings",
        refused.errors_total, repaired.warnings_total
    );
    // Each repair is told, and the three doubled UAIs.
    assert_eq!(repaired.warnings_total, 996 + 3);
    let schools = straight.schools().await;
    assert_eq!(round.schools().await, schools);
    for (uai, _) in schools {
        assert_eq!(
            round.store.school(uai).await.unwrap(),
            straight.store.school(uai).await.unwrap()
        );
    }
}

/// The spellings of one file of counts: those of the sector, of the marks and of numbers have moved over the years, or a program went over them.
struct Spelt {
    autumn: &'static str,
    sector: fn(&str) -> String,
    mark: fn(&str) -> &'static str,
    number: fn(&str) -> String,
}

const SPELT: [Spelt; 4] = [
    Spelt {
        autumn: "2018",
        sector: |sector| format!("SECTEUR {sector}"),
        mark: |mark| if mark == "1" { "1" } else { "0" },
        number: str::to_owned,
    },
    Spelt {
        autumn: "2020",
        sector: str::to_owned,
        mark: |mark| if mark == "1" { "OUI" } else { "NON" },
        number: str::to_owned,
    },
    Spelt {
        autumn: "2020",
        sector: str::to_lowercase,
        mark: |mark| if mark == "1" { "1.0" } else { "0.0" },
        number: |number| format!("{number}.0"),
    },
    Spelt {
        autumn: "2019",
        sector: |sector| format!("Secteur {}", sector.to_lowercase()),
        mark: |mark| if mark == "1" { "True" } else { "False" },
        number: |number| format!("{number},0"),
    },
];

/// The rows of the rentrée 2020, as a file of another year writes them.
fn respelt(text: &str, spelt: &Spelt) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let titles = reader.headers().unwrap().clone();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&titles).unwrap();
    for record in reader.records().map(Result::unwrap) {
        if record.get(0) != Some("2020") {
            continue;
        }
        let cell = |(title, cell): (&str, &str)| match title {
            "Rentrée scolaire" => spelt.autumn.to_owned(),
            "Secteur" => (spelt.sector)(cell),
            "REP" | "REP +" => (spelt.mark)(cell).to_owned(),
            title if title.starts_with("Nombre") && !cell.is_empty() => (spelt.number)(cell),
            _ => cell.to_owned(),
        };
        writer
            .write_record(titles.iter().zip(record.iter()).map(cell))
            .unwrap();
    }
    writer.into_inner().unwrap()
}

#[tokio::test]
async fn prove_directory_the_ministry_s_counts_hold_to_the_unit_in_the_spellings_of_each_year() {
    let (Some(directory), Some(counts)) = (real(DIRECTORY), real(COUNTS)) else {
        return;
    };
    let text = std::fs::read_to_string(counts).unwrap();
    let world = World::open().await;
    done(
        &world
            .bring_path(ImportKind::Schools, &directory, Ask::default())
            .await,
    );
    for (spelt, year) in SPELT
        .iter()
        .zip(["2018-2019", "2020-2021", "2020-2021", "2019-2020"])
    {
        let ask = Ask {
            year: Some(year),
            dry_run: true,
            ..Ask::default()
        };
        let report = world
            .bring(ImportKind::Estimate, respelt(&text, spelt), ask)
            .await;
        let told = report.to_text();
        assert_eq!(report.import_state(), ImportState::Tried, "{year}: {told}");
        assert!(told.contains("80 CP et 76 CE1"), "{year}: {told}");
    }
}
