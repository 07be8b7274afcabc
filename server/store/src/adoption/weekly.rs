//! The weekly figures of a territory: a prefix sum over at most a few dozen rows, whatever the number of units and events.

use super::{Slice, events, units::push_slice};
use crate::{
    engine::{Store, read},
    fault::Stop,
};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, TerritoryKind, Timeline, UnitId, Week,
    adoption::{StageCounts, deltas},
};
use std::collections::BTreeMap;

/// The figures at the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekFigures {
    /// The week.
    pub week: Week,
    /// Units at each stage.
    pub counts: StageCounts,
    /// Units that are an estimate.
    pub estimated: i64,
}

/// The course of a slice, week after week without a hole, from its first event to the week of the day asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weekly {
    /// The weeks; empty when the slice has no unit.
    pub weeks: Vec<WeekFigures>,
    /// The day of the latest news.
    pub last_news: Option<NaiveDate>,
}

impl Weekly {
    /// The figures at the end of the last week.
    pub fn last(&self) -> Option<&WeekFigures> {
        self.weeks.last()
    }

    /// The figures of `weeks` weeks before the last; none when the course is shorter.
    pub fn before(&self, weeks: usize) -> Option<&WeekFigures> {
        self.weeks
            .len()
            .checked_sub(weeks + 1)
            .and_then(|at| self.weeks.get(at))
    }
}

#[derive(sqlx::FromRow)]
struct WeekRow {
    week: NaiveDate,
    identified: i64,
    contacted: i64,
    onboarded: i64,
    active: i64,
    regular: i64,
    lapsed: i64,
    declined: i64,
    estimated: i64,
    last_news: Option<NaiveDate>,
}

/// What each week adds: counts and estimates.
type Moves = BTreeMap<Week, (StageCounts, i64)>;

impl Store {
    /// The weekly figures of a slice up to the week of `until`.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database can't answer.
    pub async fn weekly(&self, slice: &Slice, until: NaiveDate) -> Result<Weekly, Stop> {
        if slice.territory.kind() == TerritoryKind::District && !slice.is_unfiltered() {
            return self.weekly_from_events(slice, until).await;
        }
        const WEEKS: &str = "select week, identified, contacted, onboarded, active, regular, lapsed, declined, estimated, last_news \
             from adoption_rollup where policy = $1 and year = $2 and territory = $3 and level = $4 \
             and priority_education = $5 and week <= $6 order by week";
        let level = slice
            .level
            .map_or_else(|| "*".to_owned(), |level| level.to_string());
        let mark = slice.priority_education.map_or("*", PriorityEducation::code);
        let rows: Vec<WeekRow> = read!(self, |pool| {
            sqlx::query_as(WEEKS)
                .bind(slice.policy.as_str())
                .bind(slice.year.to_string())
                .bind(slice.territory.as_str())
                .bind(level)
                .bind(mark)
                .bind(until)
                .fetch_all(pool)
                .await?
        });
        let last_news = rows.iter().filter_map(|row| row.last_news).max();
        let moves = rows.into_iter().map(|row| {
            let counts = [
                row.identified,
                row.contacted,
                row.onboarded,
                row.active,
                row.regular,
                row.lapsed,
                row.declined,
            ];
            (Week::of(row.week), (StageCounts(counts), row.estimated))
        });
        Ok(Weekly {
            weeks: fill(&moves.collect(), until),
            last_news,
        })
    }

    /// A circonscription by level or mark has no rows of its own: its few units answer.
    async fn weekly_from_events(&self, slice: &Slice, until: NaiveDate) -> Result<Weekly, Stop> {
        let found: Vec<(i64, bool)> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("select u.id, u.estimated from unit u ");
            // Those that left too: they count until they did.
            push_slice!(query, slice);
            query.build_query_as().fetch_all(pool).await?
        });
        let ids: Vec<UnitId> = found.iter().map(|(id, _)| UnitId(*id)).collect();
        let histories = events::read_histories(self, &ids).await?;
        let mut moves = Moves::new();
        let mut last_news = None;
        for (id, estimated) in found {
            let Some(timeline) = histories.get(&UnitId(id)) else {
                continue;
            };
            last_news = last_news.max(
                timeline
                    .events()
                    .iter()
                    .filter(|e| e.sequence > 1)
                    .map(|e| e.day)
                    .max(),
            );
            for delta in deltas(&Timeline::default(), timeline)
                .into_iter()
                .filter(|d| d.week <= Week::of(until))
            {
                let entry = moves.entry(delta.week).or_default();
                entry.0 += delta.counts;
                entry.1 += if estimated { delta.counts.census() } else { 0 };
            }
        }
        Ok(Weekly {
            weeks: fill(&moves, until),
            last_news,
        })
    }
}

/// The prefix sum, a figure for each week without a hole.
fn fill(moves: &Moves, until: NaiveDate) -> Vec<WeekFigures> {
    let Some((&first, _)) = moves.first_key_value() else {
        return Vec::new();
    };
    let (mut week, mut counts, mut estimated) = (first, StageCounts::default(), 0);
    let mut weeks = Vec::new();
    while week <= Week::of(until) {
        if let Some((added, more)) = moves.get(&week) {
            counts += *added;
            estimated += more;
        }
        weeks.push(WeekFigures {
            week,
            counts,
            estimated,
        });
        week = week.next();
    }
    weeks
}
