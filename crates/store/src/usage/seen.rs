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
    Uai, UnitId, Week,
    rights::AccessScope,
    usage::{Measure, UsagePlace},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::RangeInclusive,
};

/// The most units of a list.
const UNITS_MAX: i64 = 100_000;
/// Places asked for together.
const TOGETHER: usize = 500;

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
        let units = self.list_units(slice, None, within, 0, UNITS_MAX).await?.units;
        let links = self.usage_links(slice.policy, slice.year, None).await?;
        let alone = alone(&units);
        // A filter hides a school's other units: who is alone is asked of all of them.
        let alone = if slice.is_unfiltered() {
            alone
        } else {
            self.alone_among_all(slice, within).await?
        };
        let mut places: Vec<UsagePlace> = units.iter().map(|unit| UsagePlace::Unit(unit.id)).collect();
        let schools: BTreeSet<Uai> = units.iter().map(|unit| unit.unit.school).collect();
        places.extend(schools.into_iter().map(UsagePlace::School));
        let uses = self.uses(slice, &places, &weeks).await?;
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

    async fn alone_among_all(
        &self,
        slice: &Slice,
        within: &AccessScope,
    ) -> Result<BTreeSet<UnitId>, StoreError> {
        let all = Slice {
            level: None,
            priority_education: None,
            ..*slice
        };
        Ok(alone(
            &self.list_units(&all, None, within, 0, UNITS_MAX).await?.units,
        ))
    }

    async fn uses(
        &self,
        slice: &Slice,
        places: &[UsagePlace],
        span: &RangeInclusive<Week>,
    ) -> Result<HashMap<UsagePlace, UsageByWeek>, StoreError> {
        let mut uses: HashMap<UsagePlace, UsageByWeek> = HashMap::new();
        for chunk in places.chunks(TOGETHER) {
            let rows: Vec<UseRow> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new(
                    "select place, measure, week, value from usage_volume where policy = ",
                );
                query.push_bind(slice.policy.to_string()).push(" and place in (");
                let mut list = query.separated(", ");
                for place in chunk {
                    list.push_bind(place.to_string());
                }
                query.push(") and week between ").push_bind(span.start().monday());
                query.push(" and ").push_bind(span.end().monday());
                query.push(" order by place, measure, week, entry");
                query.build_query_as().fetch_all(pool).await?
            });
            for of_measure in
                rows.chunk_by(|one, next| one.place == next.place && one.measure == next.measure)
            {
                let Some(first) = of_measure.first() else { continue };
                let (place, measure) = (
                    UsagePlace::from_code(&first.place),
                    Measure::from_code(&first.measure),
                );
                let place = readable("usage_volume", "place", &first.measure, &first.place, place)?;
                let measure = readable("usage_volume", "measure", &first.place, &first.measure, measure)?;
                if !measure.tells_use() {
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
        }
        Ok(uses)
    }
}

/// The units that are alone in their school.
fn alone(units: &[KnownUnit]) -> BTreeSet<UnitId> {
    let mut schools: HashMap<Uai, Vec<UnitId>> = HashMap::new();
    for unit in units {
        schools.entry(unit.unit.school).or_default().push(unit.id);
    }
    let one = |ids: Vec<UnitId>| ids.first().copied().filter(|_| ids.len() == 1);
    schools.into_values().filter_map(one).collect()
}
