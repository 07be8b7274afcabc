//! A list of a million classes sorted by level, so that each school's lines stand far apart, against a bare prepared insert of the same rows into the same tables.

use crate::{
    Error,
    import_file::{FileImport, fresh, options},
    measure::Figures,
    world::World,
};
use sqlx::{Connection, sqlite::SqliteConnection};
use std::{
    io::{BufWriter, Write},
    path::Path,
    time::{Duration, Instant},
};
use store::FILE;

const SCALE: u32 = 10;
const LEVELS: [&str; 3] = ["CE1", "CP", "GS"];
/// A year of which the nation has no class.
const YEAR: &str = "2016-2017";

/// A school, as its classes are placed.
struct School {
    uai: String,
    department: String,
    district: Option<String>,
    academy: String,
}

/// Writes the file, reads it in a process of its own, and inserts its rows barely.
pub async fn run(data: &Path, rows: usize, figures: &mut Figures) -> Result<(), Error> {
    const SCHOOLS: &str = "select s.uai, s.department, s.district, d.parent as academy from school s \
         join territory d on d.code = s.department where s.kind <> 'middle' order by s.uai";
    let world = World::open(data, SCALE).await?;
    let copy = data.join("import-units");
    std::fs::create_dir_all(&copy)?;
    world.store.close().await;
    fresh(&world.folder, &copy)?;
    let mut connection = SqliteConnection::connect_with(&options(&copy.join(FILE))).await?;
    let schools: Vec<(String, String, Option<String>, String)> =
        sqlx::query_as(SCHOOLS).fetch_all(&mut connection).await?;
    let school = |(uai, department, district, academy)| School {
        uai,
        department,
        district,
        academy,
    };
    let schools: Vec<School> = schools.into_iter().map(school).collect();
    let of_level = rows.div_ceil(schools.len().max(1) * LEVELS.len());
    let file = copy.join("classes.csv");
    let mut out = BufWriter::new(std::fs::File::create(&file)?);
    writeln!(out, "UAI;classe;niveau;effectif;année")?;
    for level in LEVELS {
        for rank in 1..=of_level {
            for school in &schools {
                writeln!(out, "{};{level} {rank};{level};12;{YEAR}", school.uai)?;
            }
        }
    }
    out.flush()?;
    let bare = bare(&mut connection, &schools, of_level).await?;
    connection.close().await?;
    fresh(&world.folder, &copy)?;
    let import = FileImport {
        kind: "units",
        data: &copy,
        file: &file,
        scale: SCALE,
        rows: (schools.len() * of_level * LEVELS.len()) as f64,
        bare,
    };
    import.measure(figures)?;
    std::fs::remove_dir_all(&copy)?;
    Ok(())
}

/// The same classes, with their entries and where they stand, five hundred a statement, one transaction.
async fn bare(
    connection: &mut SqliteConnection,
    schools: &[School],
    of_level: usize,
) -> Result<Duration, Error> {
    let begun = Instant::now();
    let mut tx = connection.begin().await?;
    let first: i64 = sqlx::query_scalar("select coalesce(max(id), 0) + 1 from unit")
        .fetch_one(&mut *tx)
        .await?;
    let classes = schools.iter().flat_map(|school| {
        let ranks = LEVELS
            .iter()
            .flat_map(move |level| (1..=of_level).map(move |rank| (level, rank)));
        ranks.map(move |(level, rank)| (school, level, rank))
    });
    let classes: Vec<_> = (first..).zip(classes).collect();
    for chunk in classes.chunks(500) {
        let mut units = sqlx::QueryBuilder::<sqlx::Sqlite>::new(
            "insert into unit (id, policy, year, school, label, levels, priority_education, pupils, co_teaching, estimated, \
             census_day, district, department, academy) ",
        );
        units.push_values(chunk, |mut row, (id, (school, level, rank))| {
            row.push_bind(*id).push_bind("classes-dedoublees").push_bind(YEAR);
            row.push_bind(&school.uai)
                .push_bind(format!("{level} {rank}"))
                .push_bind(**level);
            row.push_bind("rep")
                .push_bind(12_i64)
                .push_bind(false)
                .push_bind(false);
            row.push_bind("2016-09-01").push_bind(&school.district);
            row.push_bind(&school.department).push_bind(&school.academy);
        });
        units.build().execute(&mut *tx).await?;
        let mut events = sqlx::QueryBuilder::<sqlx::Sqlite>::new(
            "insert into adoption_event (unit_id, sequence, step, day, recorded_at, replaces, source, author) ",
        );
        events.push_values(chunk, |mut row, (id, _)| {
            row.push_bind(*id)
                .push_bind(1_i64)
                .push_bind("identified")
                .push_bind("2016-09-01");
            row.push_bind("2021-12-17T09:00:00.000000+00:00")
                .push_bind(None::<i64>);
            row.push_bind("census").push_bind("operator");
        });
        events.build().execute(&mut *tx).await?;
        let mut standing = sqlx::QueryBuilder::<sqlx::Sqlite>::new(
            "insert into unit_now (unit_id, step, since, sequence, last_news) ",
        );
        standing.push_values(chunk, |mut row, (id, _)| {
            row.push_bind(*id).push_bind("identified").push_bind("2016-09-01");
            row.push_bind(1_i64).push_bind(None::<String>);
        });
        standing.build().execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(begun.elapsed())
}
