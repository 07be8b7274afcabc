//! Data quality of a territory: silence, delay, estimates and contradictions of its figures.

mod columns;
mod file;
pub mod methods;
mod twins;
mod view;

pub use file::territories_sheet;
pub(crate) use view::{QualityGauge, address};

use crate::{
    context::Context,
    failure::PageError,
    query::Query,
    scope::Scope,
    ui::page::{Page, Part},
    usage,
};
use chrono::NaiveDate;
use columns::TerritoryQuality;
use domain::{Action, TerritoryCode, TerritoryKind, territory::Place, usage::Suggestion};
use std::sync::Arc;
use store::{
    adoption::{QualityReport, TwinNames},
    usage::SeenUnit,
};

/// Classes listed by name.
const LISTED: usize = 20;

/// What the page shows.
pub struct QualityPage {
    scope: Scope,
    place: Place,
    here: TerritoryCode,
    /// The day of the figures.
    until: NaiveDate,
    /// Whether the year is under way: of one that is over, no news is expected.
    current: bool,
    told: Arc<QualityReport>,
    /// The children that have units, by name.
    children: Vec<(TerritoryCode, String)>,
    /// What uses say of the units, where the reader may look; none where they may look nowhere.
    uses: Option<UsageCheck>,
    /// Classes that have another's name, where the reader may look.
    twins: Vec<TwinNames>,
    /// Whether the reader moves units from stage to stage.
    records: bool,
}

/// Check of the stages against measured uses.
struct UsageCheck {
    /// Units whose uses are known.
    known: usize,
    /// Those whose uses deny the stage.
    contradicted: Vec<(SeenUnit, Suggestion)>,
}

impl QualityPage {
    /// Loads the quality of a territory's figures.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or territory.
    pub async fn load(
        context: &Context,
        policy: &str,
        here: TerritoryCode,
        query: &Query,
    ) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let own = Some(scope.policy.code);
        context.allow(Action::ReadFigures, own, &[here])?;
        let place = context.place(here).await?;
        let (slice, until) = (scope.slice(here), scope.until(context.today));
        let told = context.store.quality(&slice, until, context.now).await?;
        let mut children: Vec<_> = match here.kind() {
            TerritoryKind::District => Vec::new(),
            _ => context.store.children(&slice, until).await?,
        }
        .into_iter()
        .map(|child| (child.code, child.name))
        .collect();
        children.retain(|(code, _)| told.children.contains_key(code));
        let mut twins = Vec::new();
        let uses = match context.reach(Action::ReadSchools, own) {
            Ok(within) => {
                twins = context.store.twin_names(&slice, &within).await?;
                let (known, suggested) = usage::suggested(context, &scope, here, &within).await?;
                let denied = |(seen, found): &(SeenUnit, Suggestion)| {
                    let stage = seen.unit.standing.step.stage();
                    stage.is_some_and(|stage| found.contradicts(stage))
                };
                Some(UsageCheck {
                    known,
                    contradicted: suggested.into_iter().filter(denied).collect(),
                })
            }
            Err(_) => None,
        };
        Ok(Self {
            records: context.reach(Action::RecordAdoption, own).is_ok(),
            current: until == context.today,
            scope,
            place,
            here,
            until,
            told,
            children,
            uses,
            twins,
        })
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = Arc::new(self);
        let title = format!("Qualité des chiffres : {} {}", shared.name(), shared.scope.year);
        let mut page = Page::new(Part::Rollout, title, move || view::whole(&shared));
        page.live = true;
        page
    }

    fn name(&self) -> String {
        french::place(&self.place)
    }

    /// The children with what is known of them.
    fn rows(&self) -> impl Iterator<Item = TerritoryQuality<'_>> {
        self.children.iter().filter_map(|(code, name)| {
            Some(TerritoryQuality {
                code: *code,
                name,
                quality: self.told.children.get(code)?,
            })
        })
    }
}
