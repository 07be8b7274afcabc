//! Where the rollout stands in a territory: figures, course, children.

mod comparison;
mod course;
mod figures;
mod files;
pub(crate) mod filters;
pub mod journeys;
mod keeping;
pub mod networks;
mod objective;
mod outlook;
mod pair;
mod past;
mod previsions;
pub mod quality;
mod stages;
mod table;
mod view;

pub use comparison::{
    Comparison, chance_svg, courses_sheet, courses_svg, map_svg, sheet as comparison_sheet,
};
pub(crate) use course::shades;
pub use course::svg as weeks_svg;
pub(crate) use files::about;
use files::narrowed;
pub use files::{territories_sheet, weeks_sheet};
pub use keeping::keep_forecasts;
pub use objective::{page as objective_page, set as set_objective};
pub use pair::{Pair, sheet as pair_sheet, svg as pair_svg};
pub use previsions::Previsions;
pub use stages::svg as stages_svg;

use crate::{
    desk::Desk,
    failure::Failure,
    query::{Query, Scope},
    ui::page::{Page, Part},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    Action, TerritoryCode, TerritoryKind, Uai, Week,
    adoption::{TerritoryForecast, TerritoryYear, territory_forecast},
    calendar::{Calendar, Zone},
    objective::{Objective, current},
};
use std::sync::Arc;
use store::{
    Place,
    adoption::{Child, Weekly},
};

/// Everything that the page of a territory shows.
pub struct Rollout {
    scope: Scope,
    place: Place,
    here: TerritoryCode,
    today: NaiveDate,
    /// Whether the year is under way.
    current: bool,
    weekly: Weekly,
    /// Last year's share of utilisatrices per mille, at this year's Mondays.
    previous: Vec<(NaiveDate, i64)>,
    children: Children,
    aims: Option<objective::Aims>,
    /// The objective that matters today.
    aim: Option<Objective>,
    calendar: Calendar,
    /// Its zone of holidays; none: those of the mainland together.
    zone: Option<Zone>,
    /// Whether it could be forecast if the holidays were known to the end of the year.
    lacks_calendar: bool,
    /// Where it goes; none of a year that is over, nor of a part of the classes.
    prevision: Option<Arc<TerritoryForecast>>,
    may: May,
}

/// What the reader may do from here.
#[derive(Clone, Copy)]
struct May {
    read_schools: bool,
    record: bool,
    aim: bool,
    networks: bool,
}

/// What a territory is made of.
pub enum Children {
    /// Territories.
    Territories(Vec<Child<TerritoryCode>>),
    /// The schools of a circonscription.
    Schools(Vec<Child<Uai>>),
    /// Schools that the reader may not see.
    Hidden,
}

impl Rollout {
    /// Loads the figures of a territory.
    ///
    /// # Errors
    /// [`Failure`]: no such policy, year or territory.
    pub async fn load(
        desk: &Desk,
        policy: &str,
        code: TerritoryCode,
        query: &Query,
    ) -> Result<Self, Failure> {
        let version = desk.store.version();
        let scope = Scope::read(desk, policy, query).await?;
        desk.allow(Action::ReadFigures, Some(scope.policy.code), &[code])?;
        let place = desk.place(code).await?;
        let lineage: Vec<_> = place.path.iter().map(|territory| territory.code).collect();
        let own = Some(scope.policy.code);
        let may = May {
            read_schools: desk.may(Action::ReadSchools, own, &lineage),
            record: desk.reach(Action::RecordAdoption, own).is_ok(),
            aim: desk.may(Action::SetObjective, own, &lineage),
            networks: desk.reach(Action::ReadSchools, own).is_ok(),
        };
        let (slice, until) = (scope.slice(code), scope.until(desk.today));
        let (weekly, before) = desk.store.weekly_and_previous(&slice, until).await?;
        let previous = moved(&before);
        let children = match code.kind() {
            TerritoryKind::District if !may.read_schools => Children::Hidden,
            TerritoryKind::District => Children::Schools(desk.store.schools_with_units(&slice).await?),
            _ => Children::Territories(desk.store.children(&slice, until).await?),
        };
        let aims = objective::load(desk, &slice, &place.path).await?;
        let aim = aims.as_ref().and_then(|aims| current(&aims.list, until));
        let zone = zone(&lineage);
        let calendar = desk.store.calendar().await?;
        let under_way = until == desk.today && slice.is_unfiltered() && !weekly.weeks.is_empty();
        let known = calendar.is_known(scope.year, zone);
        let foreseen = under_way && known;
        let prevision = if foreseen {
            let figures = (&weekly, &before);
            Some(foresee(desk, version, (slice, until, aim), figures, (&calendar, zone)).await?)
        } else {
            None
        };
        Ok(Self {
            aims,
            aim,
            prevision,
            lacks_calendar: under_way && !known,
            calendar,
            zone,
            scope,
            place,
            here: code,
            today: until,
            current: until == desk.today,
            weekly,
            previous,
            children,
            may,
        })
    }

    /// Whether the table of children is not for the reader.
    pub const fn hides_schools(&self) -> bool {
        matches!(self.children, Children::Hidden)
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = Arc::new(self);
        let mut page = Page::new(Part::Rollout, shared.title(), move || view::whole(&shared));
        page.live = true;
        page
    }

    fn name(&self) -> String {
        crate::words::place(&self.place)
    }

    fn title(&self) -> String {
        format!(
            "{} : {} {}",
            self.name(),
            self.scope.policy.unit_many,
            self.scope.year
        )
    }
}

/// The forecast of a slice, made once for a state of the data and a day.
async fn foresee(
    desk: &Desk,
    version: i64,
    key: previsions::Key,
    (weekly, before): (&Weekly, &Weekly),
    (calendar, zone): (&Calendar, Option<Zone>),
) -> Result<Arc<TerritoryForecast>, Failure> {
    if let Some(known) = desk.previsions.known(version, &key) {
        return Ok(known);
    }
    let (slice, today, objective) = key;
    let made = territory_forecast(&TerritoryYear {
        year: slice.year,
        weeks: &outlook::week_counts(weekly),
        before: &outlook::week_counts(before),
        calendar,
        zone,
        today,
        objective,
        kept: &past::kept_forecasts(&desk.store, &slice).await?,
    });
    Ok(desk.previsions.keep(version, key, made))
}

/// What heads a page whose figures are computed from every event, once for a state of the data: what of, up to when, and when it was.
fn computed(scope: &Scope, until: NaiveDate, made_at: DateTime<Utc>) -> String {
    format!(
        "{}, année scolaire {}, au {}. Calculé le {} à partir de chaque mise à jour.",
        crate::french::capital(&scope.policy.unit_many),
        scope.year,
        crate::french::long_day(until),
        crate::french::moment(made_at)
    )
}

/// The holiday zone of a territory, by its académie.
pub(crate) fn zone(lineage: &[TerritoryCode]) -> Option<Zone> {
    let academy = lineage.iter().find(|code| code.kind() == TerritoryKind::Academy);
    academy.and_then(|academy| Zone::of_academy(academy.local()))
}

/// The year before, moved by 52 weeks onto this year's Mondays.
fn moved(before: &Weekly) -> Vec<(NaiveDate, i64)> {
    let at = |week: Week| week.monday().checked_add_days(Days::new(364));
    let share = |week: &store::adoption::WeekFigures| {
        let census = week.counts.census();
        Some((at(week.week)?, week.counts.using() * 1_000 / census.max(1)))
    };
    before.weeks.iter().filter_map(share).collect()
}
