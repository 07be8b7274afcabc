//! `classe12 export`: the units and what happened to them, as files that a program reads; or what is published of them. No person stands in them.

use crate::{
    CommandError,
    options::{DataPlace, Export},
};
use server::clock::Clock;
use std::{fs::File, io::BufWriter, path::Path, process::ExitCode};
use store::{
    StoreError,
    adoption::{EventOut, UnitOut},
};

/// Why a file can't be written.
enum Broken {
    Store(StoreError),
    File(csv::Error),
}
impl From<StoreError> for Broken {
    fn from(stop: StoreError) -> Self {
        Self::Store(stop)
    }
}
impl From<csv::Error> for Broken {
    fn from(error: csv::Error) -> Self {
        Self::File(error)
    }
}
impl From<Broken> for CommandError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Store(stop) => stop.into(),
            Broken::File(error) => error.into(),
        }
    }
}

/// Runs the command: `unites.csv` and `evenements.csv` in a folder, with commas and codes.
pub async fn run(place: &DataPlace, options: &Export) -> Result<ExitCode, CommandError> {
    std::fs::create_dir_all(&options.folder)?;
    if options.open {
        return open_data(place, &options.folder).await;
    }
    let open = |name: &str| {
        Ok::<_, std::io::Error>(csv::Writer::from_writer(BufWriter::new(File::create(
            options.folder.join(name),
        )?)))
    };
    let (mut units, mut events) = (open("unites.csv")?, open("evenements.csv")?);
    let store = place.open().await?;
    units.write_record([
        "unit",
        "policy",
        "year",
        "school",
        "levels",
        "priority_education",
        "estimated",
        "census_day",
        "district",
        "department",
        "academy",
    ])?;
    events.write_record([
        "unit",
        "sequence",
        "step",
        "day",
        "recorded_at",
        "replaces",
        "source",
        "annuls",
    ])?;
    let (mut unit_count, mut event_count) = (0_u64, 0_u64);
    store
        .each_unit(|unit| {
            unit_count += 1;
            Ok::<_, Broken>(units.write_record(unit_row(unit))?)
        })
        .await?;
    store
        .each_event(|event| {
            event_count += 1;
            Ok::<_, Broken>(events.write_record(event_row(event))?)
        })
        .await?;
    units.flush()?;
    events.flush()?;
    store.close().await;
    println!(
        "{unit_count} unités et {event_count} événements dans {}",
        options.folder.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// The files of the page of open data.
async fn open_data(place: &DataPlace, folder: &Path) -> Result<ExitCode, CommandError> {
    let store = place.open().await?;
    let today = match store.demo().await? {
        Some(mark) => mark.today,
        None => Clock::Real.today(),
    };
    for file in app::open_data::FILES {
        let text = file.make(&store, today).await?;
        std::fs::write(folder.join(file.name), text)?;
    }
    store.close().await;
    let count = app::open_data::FILES.len();
    println!("{count} fichiers de données ouvertes dans {}", folder.display());
    Ok(ExitCode::SUCCESS)
}

fn unit_row(unit: UnitOut) -> [String; 11] {
    let estimated = if unit.estimated { "1" } else { "0" };
    [
        unit.id.to_string(),
        unit.policy,
        unit.year,
        unit.school,
        unit.levels,
        unit.priority_education,
        estimated.to_owned(),
        unit.census_day.to_string(),
        unit.district.unwrap_or_default(),
        unit.department,
        unit.academy,
    ]
}

fn event_row(event: EventOut) -> [String; 8] {
    let or_empty = |found: Option<String>| found.unwrap_or_default();
    [
        event.unit_id.to_string(),
        event.sequence.to_string(),
        event.step,
        or_empty(event.day.map(|day| day.to_string())),
        event.recorded_at.to_rfc3339(),
        or_empty(event.replaces.map(|event| event.to_string())),
        or_empty(event.source),
        or_empty(event.annuls.map(|line| line.to_string())),
    ]
}
