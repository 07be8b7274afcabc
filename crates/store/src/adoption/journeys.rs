//! The journeys of a territory's units, out of every event: read unit by unit, folded into counts, remembered for a state of the data.

mod still;

use super::{Slice, events::EventRow, units::push_slice};
use crate::{
    Store,
    cache::VersionedCache,
    engine::{
        fault::{Fault, StoreError},
        read,
    },
    territory::territory_code,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    TerritoryCode, TerritoryKind, Timeline, UnitId,
    adoption::journeys::{Journey, Journeys, SchoolWeeks},
    calendar::Zone,
};
use futures_util::TryStreamExt;
use std::sync::Arc;
pub use still::Still;

/// The journeys of a territory, and when they were computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneysReport {
    /// What they are.
    pub journeys: Journeys,
    /// When they were computed: what was known then.
    pub made_at: DateTime<Utc>,
}

/// A unit's history, and where it is counted.
pub(super) struct History {
    /// Its académie.
    pub academy: TerritoryCode,
    /// The child of the slice's territory that it stands in; none below a circonscription.
    pub child: Option<TerritoryCode>,
    /// Whether it is an estimate.
    pub estimated: bool,
    /// What happened to it.
    pub timeline: Timeline,
}

#[derive(sqlx_macros::FromRow)]
struct JourneyRow {
    estimated: bool,
    academy: String,
    department: String,
    district: Option<String>,
    #[sqlx(flatten)]
    event: EventRow,
}

/// Cross joined in the order of the units' index, so that SQLite walks it and sorts nothing.
const EVENTS: &str = "select u.estimated, u.academy, u.department, u.district, e.unit_id, e.sequence, e.step, e.day, e.recorded_at, e.replaces, e.source, e.author, e.annuls, e.leaving \
     from unit u cross join adoption_event e ";
const IN_ORDER: &str =
    " and e.unit_id = u.id order by u.policy, u.year, u.department, u.district, u.id, e.sequence";

struct CachedJourneys(VersionedCache<(Slice, NaiveDate), Arc<JourneysReport>>);
impl Default for CachedJourneys {
    fn default() -> Self {
        Self(VersionedCache::one_load_at_a_time())
    }
}

impl Store {
    /// The journeys of a slice's units up to a day, computed once for a state of the data: seconds on a hundred thousand events.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn journeys(
        &self,
        slice: &Slice,
        until: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<Arc<JourneysReport>, StoreError> {
        let make = || async {
            let journeys = self.fold_journeys(slice, until).await?;
            Ok(Arc::new(JourneysReport {
                journeys,
                made_at: now,
            }))
        };
        let cached = self.state::<CachedJourneys>();
        cached.0.get_or_load(self.epoch(), (*slice, until), make).await
    }

    async fn fold_journeys(&self, slice: &Slice, until: NaiveDate) -> Result<Journeys, StoreError> {
        let calendar = self.calendar().await?;
        let mut journeys = Journeys::new(until, SchoolWeeks::of(&calendar, slice.year));
        self.each_history(slice, |history| {
            if let Some(journey) = Journey::of(&history.timeline, until) {
                let zone = Zone::of_academy(history.academy.local());
                journeys.add(&journey, history.child, zone);
            }
        })
        .await?;
        Ok(journeys)
    }

    /// The histories of a slice's units, one by one. One question, hence one state of the data; no more than a unit's events at a time.
    pub(super) async fn each_history(
        &self,
        slice: &Slice,
        mut tell: impl FnMut(History) + Send,
    ) -> Result<(), StoreError> {
        let mut unit = Vec::<JourneyRow>::new();
        read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(EVENTS);
            push_slice!(query, slice);
            query.push(IN_ORDER);
            let mut rows = query.build_query_as::<JourneyRow>().fetch(pool);
            while let Some(row) = rows.try_next().await? {
                if unit
                    .first()
                    .is_some_and(|first| first.event.unit_id != row.event.unit_id)
                {
                    history(slice, std::mem::take(&mut unit))?
                        .into_iter()
                        .for_each(&mut tell);
                }
                unit.push(row);
            }
        });
        history(slice, unit)?.into_iter().for_each(tell);
        Ok(())
    }
}

/// A unit by its events, in the order they were written; none of no event.
fn history(slice: &Slice, rows: Vec<JourneyRow>) -> Result<Option<History>, Fault> {
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let id = UnitId(first.event.unit_id);
    let code = |column, found: &str| territory_code("unit", column, id, found);
    let (academy, estimated) = (code("academy", &first.academy)?, first.estimated);
    let child: Option<TerritoryCode> = match slice.territory.kind() {
        TerritoryKind::Nation => Some(academy),
        TerritoryKind::Academy => Some(code("department", &first.department)?),
        TerritoryKind::Department => first
            .district
            .as_deref()
            .map(|found| code("district", found))
            .transpose()?,
        TerritoryKind::District => None,
    };
    let lines: Result<Vec<_>, Fault> = rows.into_iter().map(|row| row.event.line()).collect();
    Ok(Some(History {
        academy,
        child,
        estimated,
        timeline: Timeline::new(lines?),
    }))
}
