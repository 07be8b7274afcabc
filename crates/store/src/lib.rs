//! The only crate that speaks SQL, written once for SQLite and PostgreSQL. No type of sqlx leaves it, and nothing above it holds a transaction.

pub mod account;
pub mod adoption;
pub mod audit;
mod cache;
pub mod calendar;
mod engine;
pub mod forecast;
pub mod funding;
pub mod import;
pub mod objective;
mod policy;
pub mod request;
pub mod school;
mod territory;
mod transaction;
pub mod usage;

pub use cache::{DataVersion, Epoch, VersionedCache};
pub use engine::{
    fault::{Fault, StoreError},
    open::FILE,
};
pub use import::intake::{self, DemoMark};

use engine::{Engine, extensions::Extensions};
use std::sync::Arc;
use tokio::sync::watch;

/// The open store. A clone is the same store.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Engine,
    /// The last data version known here: see [`Store::refresh_version`].
    pub(crate) version: Arc<watch::Sender<DataVersion>>,
    /// Caches, queues and the like, by their type: each subject names its own, the store names none.
    extensions: Arc<Extensions>,
}

impl Store {
    /// A store over an engine, with no state yet.
    pub(crate) fn over(engine: Engine) -> Self {
        Self {
            engine,
            version: Arc::default(),
            extensions: Arc::default(),
        }
    }

    /// The state of a subject, empty at first; all clones of the store share it.
    pub(crate) fn state<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.extensions.get()
    }
}
