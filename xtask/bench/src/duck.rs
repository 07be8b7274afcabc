//! The same questions asked of the raw events by DuckDB, an engine made for such questions, in the same run.

use crate::{
    Error,
    measure::{Figure, Figures},
    world::World,
};
use domain::Week;
use serde::Deserialize;
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    process::Command,
};
use store::StoreError;

/// The Python that has DuckDB, as the developers' command made it; without it these figures are left out, and said to be.
const PYTHON: &str = "CLASSE12_DUCKDB_PYTHON";

/// What DuckDB told: microseconds a question, and how many units it counts.
#[derive(Deserialize)]
struct Answer {
    census: i64,
    nation: f64,
    comparison: f64,
}

/// What stops the telling of rows.
enum Cut {
    StoreError(StoreError),
    Disk(std::io::Error),
}
impl From<StoreError> for Cut {
    fn from(stop: StoreError) -> Self {
        Self::StoreError(stop)
    }
}
impl From<std::io::Error> for Cut {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error)
    }
}
impl From<Cut> for Error {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::StoreError(stop) => stop.into(),
            Cut::Disk(error) => error.into(),
        }
    }
}

/// Tells what each page costs beside its question to DuckDB: less is better.
pub async fn run(world: &World, figures: &mut Figures) -> Result<(), Error> {
    let Ok(python) = std::env::var(PYTHON) else {
        println!("à part: no DuckDB here (cargo xtask bench brings it)");
        return Ok(());
    };
    let folder = world.folder.join("raw");
    std::fs::create_dir_all(&folder)?;
    write(world, &folder).await?;
    let output = Command::new(python)
        .arg("end2end/duck.py")
        .arg(&folder)
        .arg(world.slice.year.to_string())
        .arg(world.today.to_string())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let answer: Answer = serde_json::from_slice(&output.stdout)?;
    // Its week ends today: both count the same units, or one of them is wrong.
    let ours = world.store.weekly(&world.slice, world.today).await?;
    let last = ours.last().filter(|last| last.week == Week::of(world.today));
    let census = last.map_or(0, |last| last.counts.census());
    if census != answer.census {
        return Err(format!("DuckDB counts {} units, the page {census}", answer.census).into());
    }
    for (name, beside, theirs) in [
        ("nation-duckdb", "nation", answer.nation),
        ("forecast-duckdb", "nation-forecast", answer.nation),
        ("comparison-duckdb", "comparison", answer.comparison),
    ] {
        let cost = figures.last(beside).unwrap_or_default();
        figures.tell(name, Figure::new(world.scale, cost, theirs, "µs"));
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Writes units and events as they are.
async fn write(world: &World, folder: &Path) -> Result<(), Error> {
    let mut units = BufWriter::new(File::create(folder.join("units.csv"))?);
    writeln!(units, "unit,policy,year,department,academy")?;
    world
        .store
        .each_unit::<Cut>(|unit| {
            let (id, policy, year) = (unit.id, &unit.policy, &unit.year);
            Ok(writeln!(
                units,
                "{id},{policy},{year},{},{}",
                unit.department, unit.academy
            )?)
        })
        .await?;
    units.flush()?;
    let mut events = BufWriter::new(File::create(folder.join("events.csv"))?);
    writeln!(events, "unit,sequence,step,day,replaces,annuls")?;
    world
        .store
        .each_event::<Cut>(|event| {
            let rank = |rank: Option<i64>| rank.map(|rank| rank.to_string()).unwrap_or_default();
            let (replaces, annuls) = (rank(event.replaces), rank(event.annuls));
            let day = event.day.map(|day| day.to_string()).unwrap_or_default();
            let (unit, sequence) = (event.unit_id, event.sequence);
            Ok(writeln!(
                events,
                "{unit},{sequence},{},{day},{replaces},{annuls}",
                event.step
            )?)
        })
        .await?;
    Ok(events.flush()?)
}
