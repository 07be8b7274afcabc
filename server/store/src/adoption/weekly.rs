//! The weekly figures of a territory: a prefix sum over at most a few dozen rows, whatever the number of units and events.

use super::{Slice, events, units::push_slice};
use crate::{
    engine::{Store, read},
    fault::{Stop, iso_day, readable},
};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, SchoolYear, TerritoryKind, Timeline, UnitId, Week,
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

/// What each week adds: counts and estimates.
type Moves = BTreeMap<Week, (StageCounts, i64)>;

/// The weeks of two school years, each year in one row: a row a week would cost more to hand over than to read.
const WEEKS: &str = "select year, string_agg(week || ' ' || identified || ' ' || contacted || ' ' || onboarded || ' ' || active || ' ' || \
     regular || ' ' || lapsed || ' ' || declined || ' ' || estimated || ' ' || coalesce(cast(last_news as text), ''), ',') \
     from adoption_rollup where policy = $1 and year in ($2, $3) and territory = $4 and level = $5 and priority_education = $6 \
     and week <= $7 group by year";

impl Store {
    /// The weekly figures of a slice up to the week of `until`.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database can't answer.
    pub async fn weekly(&self, slice: &Slice, until: NaiveDate) -> Result<Weekly, Stop> {
        Ok(self.weekly_of(slice, slice.year, until).await?.0)
    }

    /// The weekly figures of a slice up to the week of `until`, and those of the whole year before; empty when the slice has none.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database can't answer.
    pub async fn weekly_and_previous(
        &self,
        slice: &Slice,
        until: NaiveDate,
    ) -> Result<(Weekly, Weekly), Stop> {
        let Some(previous) = slice.year.previous() else {
            return Ok((self.weekly(slice, until).await?, Weekly::default()));
        };
        self.weekly_of(slice, previous, until).await
    }

    async fn weekly_of(
        &self,
        slice: &Slice,
        before: SchoolYear,
        until: NaiveDate,
    ) -> Result<(Weekly, Weekly), Stop> {
        let earlier = Slice {
            year: before,
            ..*slice
        };
        let end = before.last_event_day();
        if slice.territory.kind() == TerritoryKind::District && !slice.is_unfiltered() {
            let weekly = self.weekly_from_events(slice, until).await?;
            return Ok((weekly, self.weekly_from_events(&earlier, end).await?));
        }
        let level = slice
            .level
            .map_or_else(|| "*".to_owned(), |level| level.to_string());
        let mark = slice.priority_education.map_or("*", PriorityEducation::code);
        let rows: Vec<(String, String)> = read!(self, |pool| {
            sqlx::query_as(WEEKS)
                .bind(slice.policy.as_str())
                .bind(slice.year.to_string())
                .bind(before.to_string())
                .bind(slice.territory.as_str())
                .bind(level)
                .bind(mark)
                .bind(until)
                .fetch_all(pool)
                .await?
        });
        let of = |year: SchoolYear, until| {
            let year = year.to_string();
            let Some((_, packed)) = rows.iter().find(|row| row.0 == year) else {
                return Ok(Weekly::default());
            };
            readable("adoption_rollup", "week", year, packed, unpack(packed, until))
        };
        Ok((of(slice.year, until)?, of(before, end)?))
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

/// The course that "2020-09-07 3 0 0 0 0 0 0 1 2020-09-09,…" makes, its weeks in any order: counts by stage, estimates, latest news.
fn unpack(packed: &str, until: NaiveDate) -> Option<Weekly> {
    let (mut moves, mut last_news) = (Moves::new(), None);
    for part in packed.split(',') {
        let mut words = part.split(' ');
        let week = Week::of(iso_day(words.next()?)?);
        let mut counts = StageCounts::default();
        for count in &mut counts.0 {
            *count = words.next()?.parse().ok()?;
        }
        let estimated = words.next()?.parse().ok()?;
        let news = words.next()?;
        if !news.is_empty() {
            last_news = last_news.max(Some(iso_day(news)?));
        }
        moves.insert(week, (counts, estimated));
    }
    Some(Weekly {
        weeks: fill(&moves, until),
        last_news,
    })
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
