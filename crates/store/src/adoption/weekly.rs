//! The weekly figures of a territory: a prefix sum over the few dozen weeks of a row, whatever the number of units and events.

use super::{
    ALL, Slice,
    course::Course,
    events,
    rollup::{added, course},
    units::push_slice,
};
use crate::{
    Store,
    engine::{
        fault::{StoreError, readable},
        read,
    },
    territory::territory_code,
};
use chrono::NaiveDate;
use domain::{
    LevelCode, PolicyCode, SchoolYear, TerritoryCode, TerritoryKind, Timeline, UnitId, Week,
    adoption::{StageCounts, deltas},
};

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

/// Two school years of a slice, a row each.
const YEARS: &str = "select year, weeks from adoption_rollup \
     where policy = $1 and year in ($2, $3) and territory = $4 and level = $5 and priority_education = $6";

impl Store {
    /// The weekly figures of a slice up to the week of `until`.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn weekly(&self, slice: &Slice, until: NaiveDate) -> Result<Weekly, StoreError> {
        Ok(self.weekly_of(slice, slice.year, until).await?.0)
    }

    /// The weekly figures of a slice up to the week of `until`, and those of the whole year before; empty when the slice has none.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn weekly_and_previous(
        &self,
        slice: &Slice,
        until: NaiveDate,
    ) -> Result<(Weekly, Weekly), StoreError> {
        let Some(previous) = slice.year.previous() else {
            return Ok((self.weekly(slice, until).await?, Weekly::default()));
        };
        self.weekly_of(slice, previous, until).await
    }

    /// The weekly figures of a school year by territory, down to the département, and by level, none being all of them: up to the week of `until`.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn weekly_by_department(
        &self,
        policy: PolicyCode,
        year: SchoolYear,
        until: NaiveDate,
    ) -> Result<Vec<(TerritoryCode, Option<LevelCode>, Weekly)>, StoreError> {
        const ROWS: &str = "select r.territory, r.level, r.weeks from adoption_rollup r join territory t on t.code = r.territory \
             where r.policy = $1 and r.year = $2 and r.priority_education = $3 and t.kind <> 'district'";
        let rows: Vec<(String, String, Vec<u8>)> = read!(self, |pool| {
            let query = sqlx::query_as(ROWS).bind(policy.as_str()).bind(year.to_string());
            query.bind(ALL).fetch_all(pool).await?
        });
        let mut all = Vec::with_capacity(rows.len());
        for (territory, level, weeks) in rows {
            let code = territory_code("adoption_rollup", "territory", &territory, &territory)?;
            let known = match level.as_str() {
                ALL => None,
                one => Some(readable(
                    "adoption_rollup",
                    "level",
                    &territory,
                    one,
                    LevelCode::new(one),
                )?),
            };
            all.push((code, known, weekly(&course(&territory, &weeks)?, until)));
        }
        all.sort_unstable_by_key(|(code, level, _)| (*code, *level));
        Ok(all)
    }

    async fn weekly_of(
        &self,
        slice: &Slice,
        before: SchoolYear,
        until: NaiveDate,
    ) -> Result<(Weekly, Weekly), StoreError> {
        let earlier = Slice {
            year: before,
            ..*slice
        };
        let end = before.last_event_day();
        if slice.territory.kind() == TerritoryKind::District && !slice.is_unfiltered() {
            let weekly = self.weekly_from_events(slice, until).await?;
            return Ok((weekly, self.weekly_from_events(&earlier, end).await?));
        }
        let rows: Vec<(String, Vec<u8>)> = read!(self, |pool| {
            sqlx::query_as(YEARS)
                .bind(slice.policy.as_str())
                .bind(slice.year.to_string())
                .bind(before.to_string())
                .bind(slice.territory.as_str())
                .bind(slice.level_code())
                .bind(slice.mark_code())
                .fetch_all(pool)
                .await?
        });
        let of = |year: SchoolYear, until| {
            let year = year.to_string();
            let Some((_, weeks)) = rows.iter().find(|row| row.0 == year) else {
                return Ok(Weekly::default());
            };
            Ok::<_, StoreError>(weekly(&course(year, weeks)?, until))
        };
        Ok((of(slice.year, until)?, of(before, end)?))
    }

    /// A circonscription by level or mark has no rows of its own: its few units answer.
    async fn weekly_from_events(&self, slice: &Slice, until: NaiveDate) -> Result<Weekly, StoreError> {
        let found: Vec<(i64, bool)> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("select u.id, u.estimated from unit u ");
            // Those that left too: they count until they did.
            push_slice!(query, slice);
            query.build_query_as().fetch_all(pool).await?
        });
        let ids: Vec<UnitId> = found.iter().map(|(id, _)| UnitId(*id)).collect();
        let histories = events::read_histories(self, &ids).await?;
        let mut course = Course::default();
        for (id, estimated) in found {
            let Some(timeline) = histories.get(&UnitId(id)) else {
                continue;
            };
            for delta in deltas(&Timeline::default(), timeline) {
                course.add(delta.week, added(estimated, &delta));
            }
        }
        Ok(weekly(&course, until))
    }
}

/// The prefix sum of a course up to the week of a day, a figure for each week without a hole.
fn weekly(course: &Course, until: NaiveDate) -> Weekly {
    let last = Week::of(until);
    let moves = course.until(last);
    let Some((first, _)) = moves.first() else {
        return Weekly::default();
    };
    let (mut weekly, mut next) = (Weekly::default(), *first);
    let (mut counts, mut estimated) = (StageCounts::default(), 0);
    let mut moves = moves.iter().peekable();
    while next <= last {
        if let Some((_, added)) = moves.next_if(|(week, _)| *week == next) {
            counts += added.counts;
            estimated += added.estimated;
            weekly.last_news = added.news.latest(next).or(weekly.last_news);
        }
        weekly.weeks.push(WeekFigures {
            week: next,
            counts,
            estimated,
        });
        next = next.next();
    }
    weekly
}
