//! Durable updates through the store, one after the other, against the engine's own durable commits of one row.

use crate::{Told, measure::middle, world::World};
use domain::{
    Actor, AdoptionStage,
    adoption::{Advance, RequestId, Source},
};
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::time::{Duration, Instant};
use store::adoption::{Change, KnownUnit};
use uuid::Uuid;

/// More than the rounds can move.
const WANTED: i64 = 20_000;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);

/// Updates a second, told beside the bare commits.
pub async fn run(world: &World) -> Result<f64, Told> {
    let mut bare = Bare::open(world).await?;
    let mut units = units(world).await?.into_iter();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(bare.rate().await?);
        let (begun, mut done) = (Instant::now(), 0_u64);
        while begun.elapsed() < ROUND {
            let (unit, stage) = units
                .next()
                .ok_or("no unit is left to move: empty the folder of the nations")?;
            let step = Advance {
                unit: unit.id,
                seen: unit.standing.sequence,
                stage,
                day: world.today,
                replaces: None,
                source: Source::Call,
            };
            let change = Change {
                id: RequestId(Uuid::now_v7()),
                steps: vec![step],
            };
            let now = world.today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc();
            world
                .store
                .record(Actor::LocalOperator, world.today, now, change)
                .await?;
            done += 1;
        }
        ours.push(done * 1_000_000 / u64::try_from(begun.elapsed().as_micros().max(1))?);
    }
    let (ours, theirs) = (middle(ours) as f64, middle(theirs) as f64);
    println!(
        "update        {ours:.0}/s against {theirs:.0} bare commits/s: {:.0} %",
        ours * 100.0 / theirs
    );
    Ok(ours)
}

/// A unit each, with the stage that follows its own; those that nobody has touched first.
async fn units(world: &World) -> Result<Vec<(KnownUnit, AdoptionStage)>, Told> {
    use AdoptionStage::{Contacted, Identified, Onboarded};
    let mut units = Vec::new();
    for (from, to) in [(Identified, Contacted), (Contacted, Onboarded)] {
        let list = world
            .store
            .list_units(&world.slice, Some(from), 0, WANTED)
            .await?;
        units.extend(list.units.into_iter().map(|unit| (unit, to)));
    }
    Ok(units)
}

/// One row a commit, as durable as the store's.
struct Bare {
    connection: SqliteConnection,
    next: i64,
}

impl Bare {
    async fn open(world: &World) -> Result<Self, Told> {
        let file = world.folder.join("bare.sqlite");
        if file.exists() {
            std::fs::remove_file(&file)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("create table if not exists row (id integer primary key, what text not null) strict")
            .execute(&mut connection)
            .await?;
        Ok(Self { connection, next: 0 })
    }

    async fn rate(&mut self) -> Result<u64, Told> {
        let (begun, mut done) = (Instant::now(), 0_u64);
        while begun.elapsed() < ROUND {
            self.next += 1;
            sqlx::query("insert into row (id, what) values ($1, $2)")
                .bind(self.next)
                .bind("contacted 2021-12-17")
                .execute(&mut self.connection)
                .await?;
            done += 1;
        }
        Ok(done * 1_000_000 / u64::try_from(begun.elapsed().as_micros().max(1))?)
    }
}
