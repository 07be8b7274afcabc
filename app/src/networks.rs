//! The networks of priority education: a second way to group schools, a collège and the schools around it.

mod file;
mod one;
mod view;

pub use file::{networks_sheet, schools_sheet};
pub use one::NetworkPage;

use crate::{
    context::Context,
    failure::PageError,
    query::Query,
    scope::Scope,
    territory::ChildrenTable,
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{Action, TerritoryCode, networks::PriorityNetwork, search::fold, territory::Place};
use std::sync::Arc;
use store::adoption::{Child, NetworksReport};

/// Networks shown together.
const PAGE: usize = 100;

/// What the page of a territory's networks shows.
pub struct NetworksPage {
    scope: Scope,
    place: Place,
    here: TerritoryCode,
    /// The day of the figures.
    until: NaiveDate,
    /// Whether the year is under way: of one that is over, silence is no sign.
    current: bool,
    /// None when no list of networks was brought.
    told: Option<Arc<NetworksReport>>,
    /// The networks by name: an unknown collège is called by its UAI.
    networks: Vec<Child<PriorityNetwork>>,
    /// Whether the reader sees every school of the territory: else those of others are not counted.
    sees_all: bool,
    /// From 1.
    rank: usize,
    /// Whether the reader brings lists of networks.
    imports: bool,
}

impl NetworksPage {
    /// Loads the networks that have units in a territory.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year, territory or page.
    pub async fn load(
        context: &Context,
        policy: &str,
        here: TerritoryCode,
        query: &Query,
    ) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let own = Some(scope.policy.code);
        // A network is a few schools, in a circonscription often one: its figures are for who sees these.
        let within = context.reach(Action::ReadSchools, own)?;
        let place = context.place(here).await?;
        let lineage = place.lineage();
        let until = scope.until(context.today);
        let told = context
            .store
            .networks(&scope.slice(here), &within, context.now)
            .await?;
        let networks = told
            .as_ref()
            .map(|told| by_name(&told.networks))
            .unwrap_or_default();
        let last = networks.len().div_ceil(PAGE).max(1);
        let rank = query.get("page").map_or(Ok(1), str::parse::<usize>);
        let rank = rank
            .ok()
            .filter(|rank| (1..=last).contains(rank))
            .ok_or(PageError::NotFound("Cette page de la liste"))?;
        Ok(Self {
            imports: context.may(Action::ImportSchools, None, &[]),
            current: until == context.today,
            scope,
            place,
            here,
            until,
            told,
            networks,
            sees_all: context.may(Action::ReadSchools, own, &lineage),
            rank,
        })
    }

    /// The table of networks.
    fn table(&self) -> ChildrenTable<'_> {
        ChildrenTable {
            scope: &self.scope,
            child: "réseau",
            day: self.until,
            current: self.current,
        }
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = Arc::new(self);
        let title = format!(
            "Réseaux d'éducation prioritaire : {} {}",
            shared.name(),
            shared.scope.year
        );
        let mut page = Page::new(Part::Rollout, title, move || view::whole(&shared));
        page.live = true;
        page
    }

    fn name(&self) -> String {
        french::place(&self.place)
    }
}

/// Networks by name: a collège that the directory does not know is called by its UAI.
fn by_name(networks: &[Child<PriorityNetwork>]) -> Vec<Child<PriorityNetwork>> {
    let mut list = networks.to_vec();
    for network in list.iter_mut().filter(|network| network.name.is_empty()) {
        network.name = named(network.code, None);
    }
    list.sort_by_cached_key(|network| fold(&network.name));
    list
}

fn named(code: PriorityNetwork, name: Option<&str>) -> String {
    name.map_or_else(|| format!("Collège {}", code.head()), ToOwned::to_owned)
}

/// The address of a network's page, or of a file of it.
fn address(scope: &Scope, code: PriorityNetwork, tail: &str) -> String {
    scope.address(&format!("/{}/reseaux/{code}{tail}", scope.policy.code), &[])
}
