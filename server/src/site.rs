//! What every request needs.

use crate::{assets, cache::Cache, clock::Clock};
use app::{desk::Desk, ui::page::Frame};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use store::{Stop, Store, import::ImportRow};
use uuid::Uuid;

/// The open product. A clone is the same product.
#[derive(Clone)]
pub struct Site {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) frame: Arc<Frame>,
    pub(crate) cache: Arc<Cache>,
    /// Where files wait to be read.
    pub(crate) uploads: PathBuf,
    progress: Arc<Mutex<HashMap<Uuid, (u64, u64)>>>,
}

impl Site {
    /// The product over a store. Its clock stands when the store is the invented nation's. `data` is the folder that files wait in.
    ///
    /// # Errors
    /// [`Stop`]: the database can't answer.
    pub async fn open(store: Store, data: PathBuf) -> Result<Self, Stop> {
        // Said once a program; a second time (tests open several) it is the same executor.
        if any_spawner::Executor::init_tokio().is_err() {
            tracing::debug!("the pages' executor stands already");
        }
        let demo = store.demo().await?;
        let clock = demo
            .as_ref()
            .map_or(Clock::Real, |mark| Clock::Standing(mark.today));
        store
            .interrupt_imports(domain::Actor::LocalOperator, clock.now())
            .await?;
        Ok(Self {
            store,
            clock,
            frame: Arc::new(Frame {
                assets: assets::addresses(),
                demo,
            }),
            cache: Arc::default(),
            uploads: data,
            progress: Arc::default(),
        })
    }

    /// What a page works with.
    pub(crate) fn desk(&self) -> Desk {
        Desk {
            store: self.store.clone(),
            today: self.clock.today(),
            now: self.clock.now(),
        }
    }

    /// Says how far an import is: rows and bytes. None: it ended.
    pub(crate) fn advance(&self, id: Uuid, read: Option<(u64, u64)>) {
        let mut all = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match read {
            Some(read) => all.insert(id, read),
            None => all.remove(&id),
        };
    }

    /// The import with how far it is.
    pub(crate) fn with_progress(&self, mut row: ImportRow) -> ImportRow {
        let all = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((rows, bytes)) = all.get(&row.id.0) {
            (row.rows_read, row.bytes_read) = (*rows, *bytes);
        }
        row
    }
}
