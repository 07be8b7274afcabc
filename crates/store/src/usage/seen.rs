//! Units whose uses were measured: those of the unit itself, of its school when it is alone there, or of its school when somebody said so.

use super::{course::put, link::UsageLink};
use crate::{
    Store,
    adoption::{KnownUnit, Slice},
    engine::{
        fault::{StoreError, readable},
        read,
    },
};
use chrono::NaiveDate;
use domain::{
    Week,
    rights::AccessScope,
    usage::{Measure, UsagePlace},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::RangeInclusive,
};

/// Why uses are a unit's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenAs {
    /// They were measured for the unit itself.
    Own,
    /// It is the only unit of its school.
    Alone,
    /// Somebody said so.
    Linked(UsageLink),
}

/// A unit with what was measured of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenUnit {
    /// The unit.
    pub unit: KnownUnit,
    /// Why the uses are its own.
    pub why: SeenAs,
    /// Uses of each week of the span; none: nobody measured it.
    pub weeks: Vec<(Week, Option<i64>)>,
}

#[derive(sqlx_macros::FromRow)]
struct UseRow {
    place: String,
    measure: String,
    week: NaiveDate,
    value: i64,
}

/// What was measured of a place: the largest measure of each week that tells a use.
type UsageByWeek = BTreeMap<Week, i64>;

impl Store {
    /// The units of a slice, where the reader may look, whose uses were measured in a week of the span at least, by school and label.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn seen_units(
        &self,
        slice: &Slice,
        within: &AccessScope,
        weeks: RangeInclusive<Week>,
    ) -> Result<Vec<SeenUnit>, StoreError> {
        // What was measured is asked first: few places are, of many units.
        let uses = self.uses(slice, &weeks).await?;
        if uses.is_empty() {
            return Ok(Vec::new());
        }
        let units = self.measured_units(slice, within, &weeks).await?;
        let links = self.usage_links(slice.policy, slice.year, None).await?;
        let alone = self.alone_where_measured(slice, &weeks).await?;
        let seen = |unit: KnownUnit| {
            let (own, school) = (UsagePlace::Unit(unit.id), UsagePlace::School(unit.unit.school));
            let (place, why) = match links.get(&unit.unit.school) {
                _ if uses.contains_key(&own) => (own, SeenAs::Own),
                Some(link) if link.unit == unit.id => (school, SeenAs::Linked(*link)),
                None if alone.contains(&unit.id) => (school, SeenAs::Alone),
                _ => return None,
            };
            let known = uses.get(&place)?;
            let mut of_weeks = Vec::new();
            let mut week = *weeks.start();
            while week <= *weeks.end() {
                of_weeks.push((week, known.get(&week).copied()));
                week = week.next();
            }
            Some(SeenUnit {
                unit,
                why,
                weeks: of_weeks,
            })
        };
        Ok(units.into_iter().filter_map(seen).collect())
    }

    /// What was measured of schools and units in a span of weeks.
    async fn uses(
        &self,
        slice: &Slice,
        span: &RangeInclusive<Week>,
    ) -> Result<HashMap<UsagePlace, UsageByWeek>, StoreError> {
        const USES: &str = "select place, measure, week, value from usage_volume \
             where policy = $1 and week between $2 and $3 and entry not in (select entry from usage_annulled) order by place, measure, week, entry";
        let mut uses: HashMap<UsagePlace, UsageByWeek> = HashMap::new();
        let rows: Vec<UseRow> = read!(self, |pool| {
            let query = sqlx::query_as(USES).bind(slice.policy.to_string());
            let query = query.bind(span.start().monday()).bind(span.end().monday());
            query.fetch_all(pool).await?
        });
        for of_measure in rows.chunk_by(|one, next| one.place == next.place && one.measure == next.measure) {
            let Some(first) = of_measure.first() else { continue };
            let (place, measure) = (
                UsagePlace::from_code(&first.place),
                Measure::from_code(&first.measure),
            );
            let place = readable("usage_volume", "place", &first.measure, &first.place, place)?;
            let measure = readable("usage_volume", "measure", &first.place, &first.measure, measure)?;
            if !measure.tells_use() || matches!(place, UsagePlace::Territory(_)) {
                continue;
            }
            let mut weeks = BTreeMap::new();
            for row in of_measure {
                put(&mut weeks, row.week, row.value);
            }
            let known = uses.entry(place).or_default();
            for (week, measured) in weeks {
                let most = known.entry(week).or_insert(0);
                *most = measured.value.max(*most);
            }
        }
        Ok(uses)
    }
}
