//! The money of the convention: where it stands, against the window; the ledger and its forms; the duties of article 4.

mod account_report;
mod bought;
mod chart;
mod duty;
mod entry;
mod files;
mod form;
mod ledger;
mod page;
mod post;
mod sentence;
pub(crate) mod words;

pub use account_report::{document as account_document, page as account_page};
pub use duty::{act, duties};
pub use entry::commitment;
pub use files::{entries_sheet, weeks_sheet};
pub use form::EntryForm;
pub use ledger::list;
pub use page::{page, window_svg};
pub use post::{Written, set_day, write};
pub use words::verdict as verdict_words;

use crate::{
    context::Context,
    failure::PageError,
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{
    Action, TerritoryCode, Week,
    funding::{
        AccelerationWindow, Bought, ConventionLedger, Counter, Credit, FundingForecast, Pair, Scope,
        convention_forecast, last_day_shown,
    },
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::funding::{Funding, Health};

/// What the page of the money shows.
struct FundingPage {
    funding: Funding,
    /// What was consumed by the end of each week with an entry, oldest first.
    cumulated: Vec<(Week, Pair)>,
    health: Option<Health>,
    today: NaiveDate,
    /// Whether the reader keeps the ledger.
    keeps: bool,
    forecast: FundingForecast,
    /// What was paid since the window's start, and the classes that became régulières; none until a start is set and has come.
    bought: Option<Bought>,
}

fn allow(context: &Context, action: Action) -> Result<(), PageError> {
    context.allow(action, None, &[TerritoryCode::nation()])
}

impl FundingPage {
    async fn load(context: &Context) -> Result<Self, PageError> {
        allow(context, Action::ReadFunding)?;
        let funding = context.store.funding().await?;
        let moved = by_week(&funding);
        Ok(Self {
            cumulated: cumulated(&moved),
            health: context.store.ledger_health(),
            today: context.today,
            keeps: allow(context, Action::KeepLedger).is_ok(),
            forecast: forecast(&funding, &moved, context.today),
            bought: bought::load(context, &funding, &moved).await?,
            funding,
        })
    }

    /// The ceilings of the whole convention.
    fn whole(&self, credit: Credit) -> Counter {
        self.funding.counter(Scope::Convention, credit)
    }

    /// The window, once somebody set its start.
    fn window(&self) -> Option<AccelerationWindow> {
        window(&self.funding)
    }
}

fn window(funding: &Funding) -> Option<AccelerationWindow> {
    let (start, _) = funding.days.window_start?;
    Some(AccelerationWindow { start })
}

/// What each week moved, all natures together.
fn by_week(funding: &Funding) -> BTreeMap<Week, Pair> {
    let mut weeks = BTreeMap::<Week, Pair>::new();
    for ((week, _), moved) in &funding.weeks {
        *weeks.entry(*week).or_default() += *moved;
    }
    weeks
}

fn cumulated(moved: &BTreeMap<Week, Pair>) -> Vec<(Week, Pair)> {
    let mut total = Pair::default();
    let weeks = moved.iter().map(|(week, moved)| {
        total += *moved;
        (*week, total)
    });
    weeks.collect()
}

fn forecast(funding: &Funding, moved: &BTreeMap<Week, Pair>, today: NaiveDate) -> FundingForecast {
    let left = |credit| funding.counter(Scope::Convention, credit).available();
    let ledger = ConventionLedger {
        moved,
        window: window(funding),
        left: Pair {
            ae: left(Credit::Ae),
            cp: left(Credit::Cp),
        },
        unpaid: funding.unpaid_total(),
    };
    convention_forecast(&ledger, today)
}

fn last_day(funding: &Funding) -> NaiveDate {
    last_day_shown(window(funding))
}

/// A page of the money. None is kept: whether the ledger holds changes without the data, and most hold a form.
fn sheet(title: &str, status: u16, body: impl Fn() -> AnyView + Send + Sync + 'static) -> Page {
    let mut page = Page::new(Part::Funding, title, body);
    page.status = status;
    page.kept = false;
    page
}
