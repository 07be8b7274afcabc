//! Application state: store, clocks, settings, kept pages and counters, shared by all requests. Its parts know nothing of it, so that
//! everything else may.

pub mod assets;
pub mod cache;
mod demo_people;
pub mod limiter;
pub mod metrics;
pub mod share;
pub mod uploads;

use crate::{clock::Clock, settings::Settings};
use app::{
    context::{Context, ForecastCache},
    ui::layout::Layout,
};
use cache::Cache;
use domain::Principal;
use import::Progress;
use limiter::Limiter;
use metrics::Metrics;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use store::{Store, StoreError, import::ImportRow};
use tokio::sync::watch;
use uploads::Uploads;
use uuid::Uuid;

/// The open product. A clone is the same product: one counter, since every layer of every request makes some.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

impl std::ops::Deref for AppState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What it is made of.
pub struct Parts {
    pub(crate) store: Store,
    /// The day and time of the data: the demonstration's stands.
    pub(crate) clock: Clock,
    /// The time of people: of links, sessions, sign-ins.
    pub(crate) real_clock: Clock,
    pub(crate) settings: Settings,
    pub(crate) limiter: Limiter,
    pub(crate) metrics: Metrics,
    pub(crate) layout: Layout,
    pub(crate) cache: Cache,
    forecasts: Arc<ForecastCache>,
    /// Whether it is being stopped.
    pub(crate) stopping: watch::Sender<bool>,
    progress: Mutex<HashMap<Uuid, Progress>>,
    /// The files that wait to be read.
    pub(crate) uploads: Uploads,
}

impl AppState {
    /// The product over a store. Its clock stands when the store is the invented nation's. Else it is the machine's, or the one that a test holds.
    ///
    /// # Errors
    /// [`StoreError`]: the database can't answer.
    pub async fn open(store: Store, settings: Settings) -> Result<Self, StoreError> {
        Self::open_at(store, settings, Clock::Real).await
    }

    /// As [`AppState::open`], by another clock.
    ///
    /// # Errors
    /// [`StoreError`]: the database can't answer.
    pub async fn open_at(store: Store, settings: Settings, real_clock: Clock) -> Result<Self, StoreError> {
        // Said once a program; a second time (tests open several) it is the same executor.
        if any_spawner::Executor::init_tokio().is_err() {
            tracing::debug!("the pages' executor stands already");
        }
        let demo = store.demo().await?;
        let clock = demo.as_ref().map_or_else(
            || real_clock.clone(),
            |mark| Clock::standing(mark.today, &real_clock),
        );
        if demo.is_some() {
            demo_people::open_demo_people(&store, &clock).await?;
        }
        Ok(Self(Arc::new(Parts {
            store,
            clock,
            layout: Layout {
                assets: assets::addresses(),
                demo,
            },
            cache: Cache::default(),
            forecasts: Arc::default(),
            stopping: watch::Sender::new(false),
            limiter: Limiter::new(&settings.limits),
            metrics: Metrics::default(),
            settings,
            real_clock,
            progress: Mutex::default(),
            uploads: Uploads::default(),
        })))
    }

    /// How many pages the page cache keeps.
    pub fn pages_kept(&self) -> usize {
        self.cache.len()
    }

    /// Whether it shows the invented nation.
    pub(crate) fn is_demo(&self) -> bool {
        self.layout.demo.is_some()
    }

    /// What a page works with.
    pub(crate) fn context(&self, by: &Principal) -> Context {
        Context {
            store: self.store.clone(),
            by: by.clone(),
            today: self.clock.today(),
            now: self.clock.now(),
            forecasts: self.forecasts.clone(),
        }
    }

    /// Says how far an import is: rows read, and bytes whose work is done. None: it ended.
    pub(crate) fn advance(&self, id: Uuid, done: Option<Progress>) {
        let mut all = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match done {
            Some(done) => all.insert(id, done),
            None => all.remove(&id),
        };
    }

    /// How many rows of an import are read so far.
    pub(crate) fn rows_read(&self, id: Uuid) -> u64 {
        let all = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&id).map_or(0, |done| done.rows)
    }

    /// The import with how far it is.
    pub(crate) fn with_progress(&self, mut row: ImportRow) -> ImportRow {
        let all = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(done) = all.get(&row.id.0) {
            (row.rows_read, row.bytes_done) = (done.rows, done.bytes_done);
        }
        row
    }
}
