//! Where the rollout stands in a territory: figures, course, children.

mod children_table;
mod files;
pub mod stages;
mod view;
mod weekly_chart;

pub use children_table::ChildrenTable;
pub use files::{territories_sheet, weeks_sheet};
pub use stages::svg as stages_svg;
pub use weekly_chart::svg as weeks_svg;

use crate::{
    context::Context,
    failure::PageError,
    forecast::{self, ForecastView, Foreseen, PageForecast},
    objective::{self, Objectives},
    query::Query,
    scope::Scope,
    ui::page::{Page, Part},
};
use chrono::{Days, NaiveDate};
use domain::{
    Action, TerritoryCode, TerritoryKind, Uai, Week,
    adoption::StageCounts,
    calendar::{Calendar, Zone},
    objective::{Objective, current},
    territory::Place,
};
use std::sync::Arc;
use store::adoption::{Child, Weekly};

/// Everything that the page of a territory shows.
pub struct TerritoryPage {
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
    objectives: Option<Objectives>,
    /// The objective that matters today.
    aim: Option<Objective>,
    calendar: Calendar,
    /// Its zone of holidays; none: those of the mainland together.
    zone: Option<Zone>,
    forecast: PageForecast,
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

impl TerritoryPage {
    /// Loads the figures of a territory.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or territory.
    pub async fn load(
        context: &Context,
        policy: &str,
        code: TerritoryCode,
        query: &Query,
    ) -> Result<Self, PageError> {
        let epoch = context.store.epoch();
        let scope = Scope::read(context, policy, query).await?;
        context.allow(Action::ReadFigures, Some(scope.policy.code), &[code])?;
        let place = context.place(code).await?;
        let lineage = place.lineage();
        let own = Some(scope.policy.code);
        let may = May {
            read_schools: context.may(Action::ReadSchools, own, &lineage),
            record: context.reach(Action::RecordAdoption, own).is_ok(),
            aim: context.may(Action::SetObjective, own, &lineage),
            networks: context.reach(Action::ReadSchools, own).is_ok(),
        };
        let (slice, until) = (scope.slice(code), scope.until(context.today));
        let (weekly, before) = context.store.weekly_and_previous(&slice, until).await?;
        let previous = moved(&before);
        let children = match code.kind() {
            TerritoryKind::District if !may.read_schools => Children::Hidden,
            TerritoryKind::District => Children::Schools(context.store.schools_with_units(&slice).await?),
            _ => Children::Territories(context.store.children(&slice, until).await?),
        };
        let objectives = objective::load(context, &slice, &place).await?;
        let aim = objectives
            .as_ref()
            .and_then(|objectives| current(&objectives.list, until));
        let zone = Zone::of_lineage(&lineage);
        let calendar = context.store.calendar().await?;
        let under_way = until == context.today && slice.is_unfiltered() && !weekly.weeks.is_empty();
        let forecast = if !under_way {
            PageForecast::None
        } else if calendar.is_known(scope.year, zone) {
            let of = Foreseen {
                key: (slice, until, aim),
                weekly: &weekly,
                before: &before,
                calendar: &calendar,
                zone,
            };
            PageForecast::Made(forecast::foresee(context, epoch, of).await?)
        } else {
            PageForecast::NoCalendar(zone)
        };
        Ok(Self {
            objectives,
            aim,
            forecast,
            calendar,
            zone,
            scope,
            place,
            here: code,
            today: until,
            current: until == context.today,
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

    /// The counts of the last week.
    fn counts(&self) -> StageCounts {
        self.weekly.last().map(|week| week.counts).unwrap_or_default()
    }

    fn forecast(&self) -> ForecastView<'_> {
        ForecastView {
            forecast: &self.forecast,
            objective: self.aim,
            counts: self.counts(),
            year: self.scope.year,
        }
    }

    fn name(&self) -> String {
        french::place(&self.place)
    }

    /// The table of its children.
    fn children_table(&self) -> ChildrenTable<'_> {
        ChildrenTable {
            scope: &self.scope,
            child: french::children(self.here.kind()),
            day: self.today,
            current: self.current,
        }
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

/// The year before, moved by 52 weeks onto this year's Mondays.
fn moved(before: &Weekly) -> Vec<(NaiveDate, i64)> {
    let at = |week: Week| week.monday().checked_add_days(Days::new(364));
    let share = |week: &store::adoption::WeekFigures| {
        let census = week.counts.census();
        Some((at(week.week)?, week.counts.using() * 1_000 / census.max(1)))
    };
    before.weeks.iter().filter_map(share).collect()
}
