//! A file of measures of use of some millions of rows, against a bare prepared insert of the same rows into the same table.

use crate::{
    Error,
    import_file::{FileImport, fresh},
    measure::Figures,
    world::World,
};
use domain::Week;
use sqlx::{Connection, sqlite::SqliteConnection};
use std::{
    io::{BufWriter, Write},
    path::Path,
    time::{Duration, Instant},
};
use store::FILE;

/// Each unit is measured in so many weeks.
const WEEKS: i64 = 40;
const SCALE: u32 = 10;

/// Writes the file, reads it in a process of its own, and inserts its rows barely.
pub async fn run(data: &Path, rows: usize, figures: &mut Figures) -> Result<(), Error> {
    let world = World::open(data, SCALE).await?;
    let copy = data.join("import-usage");
    std::fs::create_dir_all(&copy)?;
    let units = i64::try_from(rows)? / WEEKS;
    let last = Week::of(world.today).back(1);
    let weeks: Vec<String> = (0..WEEKS.unsigned_abs())
        .map(|back| last.back(back).monday().to_string())
        .collect();
    let file = copy.join("uses.csv");
    let mut out = BufWriter::new(std::fs::File::create(&file)?);
    writeln!(out, "id;semaine;visites")?;
    for unit in 1..=units {
        for week in &weeks {
            writeln!(out, "{unit};{week};{}", unit % 17)?;
        }
    }
    out.flush()?;
    world.store.close().await;
    fresh(&world.folder, &copy)?;
    let bare = bare(&copy, units, &weeks).await?;
    fresh(&world.folder, &copy)?;
    let count = (units * WEEKS) as f64;
    let import = FileImport {
        kind: "usage",
        data: &copy,
        file: &file,
        scale: SCALE,
        rows: count,
        bare,
    };
    import.measure(figures)?;
    std::fs::remove_dir_all(&copy)?;
    Ok(())
}

/// The same measures, a thousand rows a statement, one transaction.
async fn bare(folder: &Path, units: i64, weeks: &[String]) -> Result<Duration, Error> {
    let mut connection =
        SqliteConnection::connect_with(&crate::import_file::options(&folder.join(FILE))).await?;
    let begun = Instant::now();
    let mut tx = connection.begin().await?;
    sqlx::query(
        "insert into usage_entry (id, policy, instrument, origin, measured, corrected, author, recorded_at) \
         values (9, 'classes-dedoublees', 'table', 'bare', 0, 0, 'operator', '2021-12-17T09:00:00.000000+00:00')",
    )
    .execute(&mut *tx)
    .await?;
    let rows: Vec<(i64, &String)> = (1..=units)
        .flat_map(|unit| weeks.iter().map(move |week| (unit, week)))
        .collect();
    for chunk in rows.chunks(1_000) {
        let mut query = sqlx::QueryBuilder::<sqlx::Sqlite>::new(
            "insert into usage_volume (policy, place, measure, week, entry, value) ",
        );
        query.push_values(chunk, |mut row, (unit, week)| {
            row.push_bind("classes-dedoublees")
                .push_bind(format!("U{unit}"))
                .push_bind("visits")
                .push_bind(*week)
                .push_bind(9_i64)
                .push_bind(unit % 17);
        });
        query.build().execute(&mut *tx).await?;
    }
    tx.commit().await?;
    let cost = begun.elapsed();
    connection.close().await?;
    Ok(cost)
}
