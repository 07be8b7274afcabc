//! A file of updates of a million rows, against a bare prepared insert of the same rows into the same table with its index.

use crate::{
    Error,
    measure::{Figure, Figures, memory},
    world::{World, slice},
};
use demo::Plan;
use domain::rights::AccessScope;
use domain::{AdoptionStage, Principal};
use import::{Request, run as read};
use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    io::{BufWriter, Write},
    path::Path,
    time::{Duration, Instant},
};
use store::{
    FILE, Store,
    adoption::Slice,
    import::{ImportKind, ImportState},
};

const SCALE: u32 = 10;
/// Units listed at once.
const PAGE: i64 = 200_000;

/// Writes the file, reads it in a process of its own, and inserts its rows barely.
pub async fn run(data: &Path, rows: usize, figures: &mut Figures) -> Result<(), Error> {
    let world = World::open(data, SCALE).await?;
    let copy = data.join("import");
    std::fs::create_dir_all(&copy)?;
    let file = copy.join("updates.csv");
    let units = write(&world, &file, rows).await?;
    world.store.close().await;
    fresh(&world.folder, &copy)?;
    let bare = bare(&copy, &units).await?;
    fresh(&world.folder, &copy)?;
    let count = units.len() as f64 * 2.0;
    let import = FileImport {
        kind: "adoption",
        data: &copy,
        file: &file,
        scale: SCALE,
        rows: count,
        bare,
    };
    import.measure(figures)
}

/// A copy of a nation as it was.
pub fn fresh(from: &Path, to: &Path) -> Result<(), Error> {
    for name in [format!("{FILE}-wal"), format!("{FILE}-shm")] {
        if to.join(&name).exists() {
            std::fs::remove_file(to.join(&name))?;
        }
    }
    std::fs::copy(from.join(FILE), to.join(FILE))?;
    Ok(())
}

/// A file to import, and what the bare insert of its rows took.
pub struct FileImport<'a> {
    pub kind: &'a str,
    /// The folder of the store that it is imported into.
    pub data: &'a Path,
    pub file: &'a Path,
    pub scale: u32,
    pub rows: f64,
    pub bare: Duration,
}

impl FileImport<'_> {
    /// Reads the file in a process of its own, and tells its rows a second and its memory beside what the bare insert took, then how far its progress bar was from the time, and how long it held the writer's lock.
    pub fn measure(&self, figures: &mut Figures) -> Result<(), Error> {
        let output = std::process::Command::new(std::env::current_exe()?)
            .arg("--data")
            .arg(self.data)
            .arg("--child-kind")
            .arg(self.kind)
            .arg("--child")
            .arg(self.file)
            .output()?;
        let said = String::from_utf8(output.stdout)?;
        let mut words = said.split_whitespace().map(str::parse::<u64>);
        let mut word = || words.next().and_then(Result::ok);
        let (Some(millis), Some(peak), Some(gap), Some(locked)) = (word(), word(), word(), word()) else {
            return Err(format!(
                "the import said {said:?} {}",
                String::from_utf8_lossy(&output.stderr)
            )
            .into());
        };
        let rate = |cost: Duration| self.rows / cost.as_secs_f64();
        let (ours, theirs) = (rate(Duration::from_millis(millis)), rate(self.bare));
        let name = match self.kind {
            "adoption" => "import".to_owned(),
            other => format!("import-{other}"),
        };
        figures.tell(&name, Figure::new(self.scale, ours, theirs, "rows/s"));
        let peak = Figure::new(self.scale, peak as f64, 200_000.0, "kB");
        figures.tell(&format!("{name}-memory"), peak);
        // Less than 10 points: whoever looks at the bar is not misled.
        let gap = Figure::new(self.scale, gap as f64 / 10.0, 10.0, "points");
        figures.tell(&format!("{name}-progress"), gap);
        // How long other writers wait, in all and for 100,000 rows: beside 10 s.
        let locked = locked as f64 / 1_000.0;
        figures.tell(
            &format!("{name}-lock"),
            Figure::new(self.scale, locked, 10.0, "s"),
        );
        let each = Figure::new(self.scale, locked * 100_000.0 / self.rows, 10.0, "s");
        figures.tell(&format!("{name}-lock-100k"), each);
        Ok(())
    }
}

/// How the bare insert opens the file.
pub fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-80000")
        .disable_statement_logging()
}

/// Two updates for each unit that nobody has touched yet.
async fn write(world: &World, file: &Path, rows: usize) -> Result<Vec<i64>, Error> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    writeln!(out, "id;étape;date")?;
    let mut units = Vec::with_capacity(rows / 2);
    for year in Plan::new(SCALE).years() {
        let slice = Slice { year, ..slice()? };
        let mut offset = 0;
        loop {
            let list = world
                .store
                .list_units(
                    &slice,
                    Some(AdoptionStage::Identified),
                    &AccessScope::Everywhere,
                    offset,
                    PAGE,
                )
                .await?;
            if list.units.is_empty() || units.len() * 2 >= rows {
                break;
            }
            offset += PAGE;
            for unit in list.units.iter().take(rows / 2 - units.len()) {
                let first = year.first();
                writeln!(
                    out,
                    "{0};contactée;15/10/{first}\n{0};embarquée;{first}-11-20",
                    unit.id
                )?;
                units.push(unit.id.0);
            }
        }
    }
    out.flush()?;
    Ok(units)
}

/// The same events, two a unit, a thousand rows a statement, one transaction.
async fn bare(folder: &Path, units: &[i64]) -> Result<Duration, Error> {
    let mut connection = sqlx::SqliteConnection::connect_with(&options(&folder.join(FILE))).await?;
    let begun = Instant::now();
    let mut tx = connection.begin().await?;
    for chunk in units.chunks(500) {
        let mut query = sqlx::QueryBuilder::<sqlx::Sqlite>::new(
            "insert into adoption_event (unit_id, sequence, step, day, recorded_at, replaces, source, author) ",
        );
        let events = chunk.iter().flat_map(|unit| {
            [
                (unit, 2, "contacted", "2021-10-15"),
                (unit, 3, "onboarded", "2021-11-20"),
            ]
        });
        query.push_values(events, |mut row, (unit, sequence, step, day)| {
            row.push_bind(*unit)
                .push_bind(sequence)
                .push_bind(step)
                .push_bind(day);
            row.push_bind("2021-12-17T09:00:00.000000+00:00")
                .push_bind(None::<i64>)
                .push_bind("import")
                .push_bind("operator");
        });
        query.build().execute(&mut *tx).await?;
    }
    tx.commit().await?;
    let cost = begun.elapsed();
    connection.close().await?;
    Ok(cost)
}

/// In a process of its own: reads the file, tells milliseconds, the peak of memory, how far the bar was from the time, in thousandths, and the
/// milliseconds that the writer's lock was held.
pub async fn child(data: &Path, kind: &str, file: &Path) -> Result<(), Error> {
    let store = Store::open_sqlite(data).await?;
    let (plan, slice) = (Plan::new(SCALE), slice()?);
    let request = Request::plain(
        ImportKind::from_code(kind).ok_or("no such kind")?,
        "mises-a-jour.csv",
        slice.policy,
    );
    let now = plan.today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc();
    let (begun, bytes) = (Instant::now(), std::fs::metadata(file)?.len());
    let mut shown = Vec::new();
    let mut tell =
        |progress: import::Progress| shown.push((begun.elapsed(), progress.bytes_done as f64 / bytes as f64));
    let by = Principal::operator();
    let report = read(&store, file, &request, &by, plan.today, now, &mut tell).await?;
    let cost = begun.elapsed();
    if report.import_state() != ImportState::Done {
        return Err(report.to_text().into());
    }
    let peak = memory("VmHWM").unwrap_or(0);
    let (gap, locked) = (1_000.0 * gap(&shown, cost), report.lock_held.as_millis());
    println!("{} {peak} {gap:.0} {locked}", cost.as_millis());
    store.close().await;
    Ok(())
}

/// The largest gap between the share of the work that a bar shows and the share of the time that has passed, from the start to the end.
/// What is shown stays until something else is.
fn gap(shown: &[(Duration, f64)], whole: Duration) -> f64 {
    let (mut largest, mut before) = (0.0_f64, 0.0_f64);
    for (at, share) in shown.iter().chain([&(whole, 1.0)]) {
        let passed = at.as_secs_f64() / whole.as_secs_f64();
        largest = largest.max((passed - before).abs()).max((passed - share).abs());
        before = *share;
    }
    largest
}
