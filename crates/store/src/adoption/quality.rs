//! How good what is known of a territory's units is, out of every event; remembered for a state of the data.

use super::Slice;
use crate::{Store, cache::VersionedCache, engine::fault::StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{TerritoryCode, adoption::Quality};
use std::{collections::BTreeMap, sync::Arc};

/// The quality of a territory's figures, and when it was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityReport {
    /// Of all of it.
    pub whole: Quality,
    /// Of each child that has units.
    pub children: BTreeMap<TerritoryCode, Quality>,
    /// When it was computed: what was known then.
    pub made_at: DateTime<Utc>,
}

struct CachedQuality(VersionedCache<(Slice, NaiveDate), Arc<QualityReport>>);
impl Default for CachedQuality {
    fn default() -> Self {
        Self(VersionedCache::one_load_at_a_time())
    }
}

impl Store {
    /// How good what is known of a slice's units is on a day, computed once for a state of the data: seconds on a hundred thousand events.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn quality(
        &self,
        slice: &Slice,
        until: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<Arc<QualityReport>, StoreError> {
        let make = || async {
            let (mut whole, mut children) = (Quality::default(), BTreeMap::<_, Quality>::new());
            self.each_history(slice, |history| {
                let (timeline, estimated) = (&history.timeline, history.estimated);
                whole.add(timeline, estimated, until);
                if let Some(child) = history.child {
                    children.entry(child).or_default().add(timeline, estimated, until);
                }
            })
            .await?;
            Ok(Arc::new(QualityReport {
                whole,
                children,
                made_at: now,
            }))
        };
        let cached = self.state::<CachedQuality>();
        cached.0.get_or_load(self.epoch(), (*slice, until), make).await
    }
}
