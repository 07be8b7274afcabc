//! The money of the convention: where it stands, against the window; the ledger and its forms; the duties of article 4.

mod account_report;
mod bought;
mod chart;
mod duty;
mod files;
mod form;
mod ledger;
mod page;
mod post;
mod sentence;
pub(crate) mod words;

pub use account_report::{document as account_document, page as account_page};
pub use duty::{act, duties};
pub use files::{entries_sheet, weeks_sheet};
pub use form::EntryForm;
pub use ledger::{commitment, list};
pub use page::{page, window_svg};
pub use post::{Written, set_day, write};
pub use words::verdict as verdict_words;

use crate::{
    desk::Desk,
    failure::Failure,
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{
    Action, TerritoryCode, Week,
    funding::{
        AccelerationWindow, Bought, CONVENTION_END, Counter, Credit, Outlook, Pair, Past, Scope, WeekMoves,
        forecast,
    },
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::funding::{Funding, Health};

/// The seed of the forecast: the same ledger gives the same one.
const SEED: u64 = 12;
/// Weeks that a forecast learns from, at most.
const WEEKS_LEARNT: u64 = 104;

/// What the page of the money shows.
struct Money {
    funding: Funding,
    /// What was consumed by the end of each week with an entry, oldest first.
    cumulated: Vec<(Week, Pair)>,
    health: Option<Health>,
    today: NaiveDate,
    /// Whether the reader keeps the ledger.
    keeps: bool,
    outlook: Outlook,
    /// What was paid since the window's start, and the classes that became régulières; none until a start is set and has come.
    bought: Option<Bought>,
}

fn allow(desk: &Desk, action: Action) -> Result<(), Failure> {
    desk.allow(action, None, &[TerritoryCode::nation()])
}

impl Money {
    async fn load(desk: &Desk) -> Result<Self, Failure> {
        allow(desk, Action::ReadFunding)?;
        let funding = desk.store.funding().await?;
        let moved = by_week(&funding);
        Ok(Self {
            cumulated: cumulated(&moved),
            health: desk.store.ledger_health(),
            today: desk.today,
            keeps: allow(desk, Action::KeepLedger).is_ok(),
            outlook: outlook(&funding, &moved, desk.today),
            bought: bought::load(desk, &funding, &moved).await?,
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

/// The forecast of the money. It learns from the window's weeks, or from all where no window is set: the pace before it was not its own.
/// What was signed before it and is still unpaid is forecast with the delays of the window's payments.
fn outlook(funding: &Funding, moved: &BTreeMap<Week, Pair>, today: NaiveDate) -> Outlook {
    let this = Week::of(today);
    let start = window(funding).map(|window| Week::of(window.start));
    let first = start.or_else(|| moved.keys().next().copied()).unwrap_or(this);
    let mut week = first.max(this.back(WEEKS_LEARNT));
    let mut weeks = Vec::new();
    while week <= this {
        let pair = moved.get(&week).copied().unwrap_or_default();
        weeks.push(WeekMoves {
            week,
            committed: pair.ae,
            paid: pair.cp,
        });
        week = week.next();
    }
    let left = |credit| {
        let counter = funding.counter(Scope::Convention, credit);
        counter.available()
    };
    forecast(&Past {
        weeks: &weeks,
        today,
        ae_left: left(Credit::Ae),
        cp_left: left(Credit::Cp),
        unpaid: funding.unpaid_total(),
        until: last_day(funding),
        seed: SEED,
    })
}

/// The last day shown: the convention's end, or the window's where it ends later.
fn last_day(funding: &Funding) -> NaiveDate {
    window(funding).map_or(CONVENTION_END, |window| window.month_8().max(CONVENTION_END))
}

/// A page of the money. None is kept: whether the ledger holds changes without the data, and most hold a form.
fn sheet(title: &str, status: u16, body: impl Fn() -> AnyView + Send + Sync + 'static) -> Page {
    let mut page = Page::new(Part::Funding, title, body);
    page.status = status;
    page.kept = false;
    page
}
