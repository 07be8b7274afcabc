//! Durable updates through the store, by one writer and by eight at once, against the engine's own durable commits of one row.

use crate::{
    Error,
    bare::Bare,
    measure::{Figure, Figures, middle},
    world::World,
};
use chrono::NaiveDate;
use domain::rights::AccessScope;
use domain::{
    AdoptionStage, Principal, UnitId,
    adoption::{Advance, RequestId, Source},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use store::adoption::{Change, KnownUnit};
use uuid::Uuid;

/// Units moved, each in its turn.
const WANTED: i64 = 20_000;
pub const ROUNDS: usize = 5;
pub const ROUND: Duration = Duration::from_secs(2);
/// Those who write at once.
const WRITERS: [(&str, usize); 2] = [("update-alone", 1), ("update", 8)];

/// A unit as it was last seen.
pub struct Seen {
    pub unit: UnitId,
    /// Its last sequence.
    pub sequence: u32,
    pub stage: AdoptionStage,
}

impl Seen {
    /// A change to the stage that may follow.
    pub fn next_change(&self, day: NaiveDate) -> Change {
        let step = Advance {
            unit: self.unit,
            seen: self.sequence,
            stage: after(self.stage),
            day,
            replaces: None,
            source: Source::Call,
        };
        Change {
            annulled: Vec::new(),
            id: RequestId(Uuid::now_v7()),
            steps: vec![step],
        }
    }

    /// The same unit, once that change is kept.
    pub fn changed(self) -> Self {
        Self {
            sequence: self.sequence + 1,
            stage: after(self.stage),
            ..self
        }
    }
}

pub type Units = Arc<Mutex<VecDeque<Seen>>>;

/// Updates a second of one writer and of eight, beside the bare commits, then beside the first scale.
pub async fn run(world: &World, figures: &mut Figures) -> Result<(), Error> {
    let mut bare = Bare::open(&world.folder).await?;
    let units: Units = Arc::new(Mutex::new(units(world).await?));
    let (mut ours, mut theirs) = ([Vec::new(), Vec::new()], Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(bare.rate(ROUND).await?);
        for (rates, (_, writers)) in ours.iter_mut().zip(WRITERS) {
            rates.push(rate(world, &units, writers).await?);
        }
    }
    let theirs = middle(theirs) as f64;
    for (rates, (name, _)) in ours.into_iter().zip(WRITERS) {
        let rate = middle(rates) as f64;
        let first = figures.first(name).unwrap_or(rate);
        figures.tell(name, Figure::new(world.scale, rate, theirs, "/s"));
        println!("  {:.0} % of the first scale", rate * 100.0 / first);
    }
    Ok(())
}

/// Updates a second of some writers, through the store, each of whom waits for one to be kept before the next.
pub async fn rate(world: &World, units: &Units, writers: usize) -> Result<u64, Error> {
    let (begun, today) = (Instant::now(), world.today);
    let now = today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc();
    let write = |_| {
        let (store, units) = (world.store.clone(), units.clone());
        tokio::spawn(async move {
            let mut done = 0_u64;
            while begun.elapsed() < ROUND {
                let next = queue(&units).pop_front();
                let unit = next.ok_or("the nation has no unit")?;
                let change = unit.next_change(today);
                store.record(&Principal::operator(), today, now, change).await?;
                queue(&units).push_back(unit.changed());
                done += 1;
            }
            Ok::<u64, Error>(done)
        })
    };
    let writing: Vec<_> = (0..writers).map(write).collect();
    let mut done = 0;
    for writer in writing {
        done += writer.await??;
    }
    Ok(done * 1_000_000 / u64::try_from(begun.elapsed().as_micros().max(1))?)
}

fn queue(units: &Units) -> MutexGuard<'_, VecDeque<Seen>> {
    units.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A stage that may follow.
pub const fn after(stage: AdoptionStage) -> AdoptionStage {
    use AdoptionStage::{Active, Contacted, Declined, Identified, Lapsed, Onboarded, Regular};
    match stage {
        Identified | Declined => Contacted,
        Contacted | Lapsed => Onboarded,
        Onboarded => Active,
        Active => Regular,
        Regular => Lapsed,
    }
}

pub async fn units(world: &World) -> Result<VecDeque<Seen>, Error> {
    let list = world
        .store
        .list_units(&world.slice, None, &AccessScope::Everywhere, 0, WANTED)
        .await?;
    let seen = |unit: KnownUnit| {
        let standing = unit.standing;
        Some(Seen {
            unit: unit.id,
            sequence: standing.sequence,
            stage: standing.step.stage()?,
        })
    };
    Ok(list.units.into_iter().filter_map(seen).collect())
}
