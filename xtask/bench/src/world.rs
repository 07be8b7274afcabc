//! The invented nation of a scale, made once and kept.

use crate::Error;
use chrono::NaiveDate;
use demo::Plan;
use domain::{PolicyCode, SchoolYear, TerritoryCode};
use std::path::{Path, PathBuf};
use store::{FILE, Store, adoption::Slice};

/// A nation to measure.
pub struct World {
    pub scale: u32,
    pub store: Store,
    pub folder: PathBuf,
    pub today: NaiveDate,
    pub slice: Slice,
    pub events: u64,
}

/// The nation of a policy's year.
pub fn slice() -> Result<Slice, Error> {
    Ok(Slice {
        policy: PolicyCode::new("classes-dedoublees").ok_or("no policy")?,
        year: SchoolYear::starting(2021).ok_or("no year")?,
        territory: TerritoryCode::nation(),
        level: None,
        priority_education: None,
    })
}

impl World {
    /// Opens the nation of a scale, and makes it the first time.
    pub async fn open(data: &Path, scale: u32) -> Result<Self, Error> {
        let folder = data.join(format!("scale-{scale}"));
        let (store, plan) = (Store::open_sqlite(&folder).await?, Plan::new(scale));
        let marked = folder.join("events");
        if store.demo().await?.is_none() {
            let now = plan.today.and_hms_opt(8, 0, 0).ok_or("no time")?.and_utc();
            let begun = std::time::Instant::now();
            let made = demo::load(&store, &plan, now, &mut |_, _| {}).await?;
            println!("demo {scale}: {made:?} in {:?}", begun.elapsed());
            std::fs::write(&marked, made.events.to_string())?;
        }
        let events = std::fs::read_to_string(&marked)?.trim().parse()?;
        Ok(Self {
            scale,
            store,
            folder,
            today: plan.today,
            slice: slice()?,
            events,
        })
    }

    /// A copy to write to, so that the next run finds the nation as it was; this one is closed first.
    pub async fn copy(self) -> Result<Self, Error> {
        self.store.close().await;
        let folder = self.folder.join("copy");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(self.folder.join(FILE), folder.join(FILE))?;
        let store = Store::open_sqlite(&folder).await?;
        Ok(Self {
            store,
            folder,
            ..self
        })
    }

    /// Removes a copy.
    pub async fn remove(self) -> Result<(), Error> {
        self.store.close().await;
        Ok(std::fs::remove_dir_all(self.folder)?)
    }
}
