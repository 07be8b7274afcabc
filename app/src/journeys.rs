//! How the classes of a territory travel from stage to stage: who ever reached which and after how long, how long those who were onboarded go
//! on, who stands still.

mod cohorts;
mod file;
mod funnel;
mod still;
mod view;

pub use cohorts::svg as cohorts_svg;
pub use file::{cohorts_sheet, funnel_sheet, still_sheet, units_sheet};
pub use funnel::svg as funnel_svg;

use crate::{
    context::Context,
    failure::PageError,
    query::Query,
    scope::{Scope, narrowed},
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{
    Action, SchoolYear, TerritoryCode, TerritoryKind,
    adoption::journeys::{Journeys, WAITING_DAYS},
    calendar::{Calendar, Zone},
    rights::AccessScope,
    territory::Place,
};
use std::sync::Arc;
use store::adoption::{JourneysReport, Still, UnitList};

/// Longer than so many days at a stage, unless the address says other: one of [`WAITING_DAYS`].
const DAYS: u32 = 30;
/// The classes listed on the page, and in a file.
const LISTED: i64 = 20;
const FILE_MAX: i64 = 100_000;

/// What the page shows.
pub struct JourneysPage {
    scope: Scope,
    place: Place,
    here: TerritoryCode,
    /// The day of the figures.
    until: NaiveDate,
    told: Arc<JourneysReport>,
    /// The children by name, as they are shown in the table.
    children: Vec<(TerritoryCode, String)>,
    /// Longer than so many days, a class stands still.
    days: u32,
    /// The zones among them whose holidays nobody entered.
    unknown: Vec<Zone>,
    /// Those that stand still, where the reader may look; none where they may look nowhere.
    list: Option<UnitList>,
}

/// Request of an address, once it is allowed.
struct JourneysRequest {
    scope: Scope,
    place: Place,
    until: NaiveDate,
    days: u32,
    /// Where the reader may see schools; none: nowhere.
    within: Option<AccessScope>,
}

impl JourneysPage {
    /// Loads the journeys of a territory.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or territory; not that number of days.
    pub async fn load(
        context: &Context,
        policy: &str,
        here: TerritoryCode,
        query: &Query,
    ) -> Result<Self, PageError> {
        let JourneysRequest {
            scope,
            place,
            until,
            days,
            within,
        } = asked(context, policy, here, query).await?;
        let slice = scope.slice(here);
        let told = context.store.journeys(&slice, until, context.now).await?;
        let children = match here.kind() {
            TerritoryKind::District => Vec::new(),
            _ => context.store.children(&slice, until).await?,
        };
        let still = Still { on: until, days };
        let list = match within {
            Some(within) => Some(context.store.list_still(&slice, still, &within, LISTED).await?),
            None => None,
        };
        let unknown = unknown_zones(&context.store.calendar().await?, scope.year, &place);
        Ok(Self {
            unknown,
            scope,
            place,
            here,
            until,
            told,
            children: children
                .into_iter()
                .map(|child| (child.code, child.name))
                .collect(),
            days,
            list,
        })
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = Arc::new(self);
        let title = format!("Parcours des classes : {} {}", shared.name(), shared.scope.year);
        let mut page = Page::new(Part::Rollout, title, move || view::whole(&shared));
        page.live = true;
        page
    }

    fn journeys(&self) -> &Journeys {
        &self.told.journeys
    }

    fn name(&self) -> String {
        french::place(&self.place)
    }

    /// Source of the figures, as a sentence.
    fn source(&self) -> String {
        format!(
            "Source : mises à jour de l'adoption. {}, au {}.{}",
            french::count(self.journeys().census, "classe recensée", "classes recensées"),
            french::long_day(self.until),
            narrowed(&self.scope)
        )
    }

    /// The address of these figures about a territory, as its page or as one of its files.
    fn address(&self, territory: TerritoryCode, file: &str) -> String {
        let path = format!(
            "/{}/deploiement/{territory}/parcours{file}",
            self.scope.policy.code
        );
        let days = self.days.to_string();
        let other = if self.days == DAYS { "" } else { days.as_str() };
        self.scope.address(&path, &[("depuis", other)])
    }
}

/// The zones of a territory's classes whose holidays nobody entered for a year: its own, or any of the nation's.
fn unknown_zones(calendar: &Calendar, year: SchoolYear, place: &Place) -> Vec<Zone> {
    let own = Zone::of_lineage(&place.lineage());
    let zones = Zone::ALL.iter().copied();
    zones
        .filter(|zone| own.is_none_or(|own| own == *zone) && !calendar.is_known(year, Some(*zone)))
        .collect()
}

async fn asked(
    context: &Context,
    policy: &str,
    here: TerritoryCode,
    query: &Query,
) -> Result<JourneysRequest, PageError> {
    let scope = Scope::read(context, policy, query).await?;
    let own = Some(scope.policy.code);
    context.allow(Action::ReadFigures, own, &[here])?;
    let place = context.place(here).await?;
    let days = match query.get("depuis") {
        None => DAYS,
        Some(text) => text
            .parse()
            .ok()
            .filter(|days| WAITING_DAYS.contains(&i64::from(*days)))
            .ok_or_else(|| {
                PageError::Bad(format!(
                    "« {text} » n'est pas un nombre de jours proposé : choisissez 15, 30, 60 ou 90."
                ))
            })?,
    };
    Ok(JourneysRequest {
        until: scope.until(context.today),
        within: context.reach(Action::ReadSchools, own).ok(),
        scope,
        place,
        days,
    })
}
