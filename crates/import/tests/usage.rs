//! Measures of use as Matomo and PeerTube export them, and as people write them: read whole, or not at all.

#![allow(clippy::unwrap_used)]

mod matomo;
mod refused;

use crate::support::{Ask, World, today, uai};
use chrono::NaiveDate;
use domain::{
    PolicyCode, Week,
    usage::{Instrument, Measure, UsagePlace},
};
use import::Report;
use store::import::{ImportKind, ImportState};

fn policy() -> PolicyCode {
    PolicyCode::HALVED_CLASSES
}

fn monday(month: u32, day: u32) -> Week {
    Week::of(NaiveDate::from_ymd_opt(2021, month, day).unwrap())
}

async fn bring(world: &World, file: impl AsRef<[u8]>) -> Report {
    world.bring(ImportKind::Usage, file, Ask::default()).await
}

async fn bring_well(world: &World, file: impl AsRef<[u8]>) -> Report {
    let report = bring(world, file).await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    report
}

/// The weeks of a measure in a place: (Monday, value).
async fn weeks(world: &World, place: &str, measure: Measure) -> Vec<(String, i64)> {
    let place = UsagePlace::from_code(place).unwrap();
    let span = monday(1, 4)..=Week::of(today());
    let course = world.store.usage(policy(), place, span).await.unwrap();
    let weeks = course.get(&measure).into_iter().flatten();
    weeks
        .map(|(week, measured)| (week.monday().to_string(), measured.value))
        .collect()
}

fn told(list: &[(&str, i64)]) -> Vec<(String, i64)> {
    list.iter()
        .map(|(day, value)| ((*day).to_owned(), *value))
        .collect()
}

#[tokio::test]
async fn a_statistics_file_of_peertube_is_what_there_is_so_far() {
    let world = World::with_directory().await;
    let file = r#"{"totalUsers": 4210, "totalDailyActiveUsers": 12, "totalWeeklyActiveUsers": 230, "totalLocalVideos": 248,
        "totalLocalVideoViews": 198432, "totalLocalVideoComments": 301, "totalLocalVideoFilesSize": 91234567890}"#;
    bring_well(&world, file).await;
    let this_week = "2021-06-14";
    assert_eq!(
        weeks(&world, "FR", Measure::Videos).await,
        told(&[(this_week, 248)])
    );
    assert_eq!(
        weeks(&world, "FR", Measure::VideoViews).await,
        told(&[(this_week, 198_432)])
    );
    bring_well(
        &world,
        "date;vidéos;vues;contributeurs\n2021-06-02;240;190 000;35\n",
    )
    .await;
    assert_eq!(
        weeks(&world, "FR", Measure::Contributors).await,
        told(&[("2021-05-31", 35)])
    );
    let entries = world.store.usage_entries(policy(), 5).await.unwrap();
    let instruments: Vec<_> = entries.iter().map(|entry| entry.instrument).collect();
    assert_eq!(instruments, [Instrument::Table, Instrument::PeerTube]);
}

#[tokio::test]
async fn uses_of_schools_and_units_are_read_where_they_are_known() {
    let world = World::with_units().await;
    let school = uai(350_011);
    let file = format!(
        "semaine;UAI;id;visites\n2021-W10;{school};;4\n2021-W10;;1;2\n2021-W11;{};;3\n",
        &school[1..]
    );
    let refused = bring(&world, &file).await;
    assert_eq!(refused.import_state(), ImportState::Refused);
    assert_eq!(
        (refused.errors[0].line, refused.errors[0].column.as_deref()),
        (4, Some("UAI"))
    );
    assert_eq!(
        weeks(&world, &school, Measure::Visits).await,
        [],
        "nothing is half-written"
    );
    let repaired = world
        .bring(
            ImportKind::Usage,
            &file,
            Ask {
                repair: true,
                ..Ask::default()
            },
        )
        .await;
    assert_eq!(
        repaired.import_state(),
        ImportState::Done,
        "{}",
        repaired.to_text()
    );
    assert_eq!(
        weeks(&world, &school, Measure::Visits).await,
        told(&[("2021-03-08", 4), ("2021-03-15", 3)])
    );
    assert_eq!(
        weeks(&world, "U1", Measure::Visits).await,
        told(&[("2021-03-08", 2)])
    );
}
