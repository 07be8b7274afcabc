//! The money of the convention: where it stands, against the window; the ledger and its forms; the duties of article 4.

mod account_report;
mod chart;
mod csv;
mod duty;
mod form;
mod ledger;
mod page;
mod post;
mod sentence;
pub(crate) mod words;

pub use account_report::{document as account_document, page as account_page};
pub use csv::{entries_csv, weeks_csv};
pub use duty::{act, duties};
pub use form::EntryForm;
pub use ledger::{commitment, list};
pub use page::page;
pub use post::{Written, set_day, write};
pub use words::verdict as verdict_words;

use crate::{
    desk::Desk,
    failure::Failure,
    ui::page::{Page, Part},
};
use chrono::Datelike;
use domain::{
    Action, TerritoryCode, Week,
    funding::{
        AccelerationWindow, CONVENTION_END, Cents, Counter, Credit, Outlook, Pair, Past, Scope, WeekMoves,
        forecast,
    },
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::funding::{Funding, Health};

/// The seed of the forecast: the same ledger gives the same one.
const SEED: u64 = 12;

/// What the pages of the money show.
pub struct Money {
    funding: Funding,
    health: Option<Health>,
    today: chrono::NaiveDate,
    /// Whether the reader keeps the ledger.
    keeps: bool,
    outlook: Outlook,
}

fn allow(desk: &Desk, action: Action) -> Result<(), Failure> {
    desk.allow(action, None, &[TerritoryCode::nation()])
}

impl Money {
    /// Loads where the money stands.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] to whoever may not read it.
    pub async fn load(desk: &Desk) -> Result<Self, Failure> {
        allow(desk, Action::ReadFunding)?;
        let funding = desk.store.funding().await?;
        let outlook = outlook(&funding, desk.today);
        Ok(Self {
            health: desk.store.ledger_health(),
            today: desk.today,
            keeps: allow(desk, Action::KeepLedger).is_ok(),
            outlook,
            funding,
        })
    }

    /// The ceilings of the whole convention.
    fn whole(&self, credit: Credit) -> Counter {
        self.funding.counter(Scope::Convention, credit)
    }

    /// The window, once somebody set its start.
    fn window(&self) -> Option<AccelerationWindow> {
        let (start, _) = self.funding.days.window_start?;
        Some(AccelerationWindow { start })
    }

    /// What was consumed by the end of each week with an entry, oldest first.
    fn cumulated(&self) -> Vec<(Week, Pair)> {
        let mut total = Pair::default();
        by_week(&self.funding)
            .into_iter()
            .map(|(week, moved)| {
                total += moved;
                (week, total)
            })
            .collect()
    }
}

/// What each week moved, all natures together.
fn by_week(funding: &Funding) -> BTreeMap<Week, Pair> {
    let mut weeks = BTreeMap::<Week, Pair>::new();
    for ((week, _), moved) in &funding.weeks {
        *weeks.entry(*week).or_default() += *moved;
    }
    weeks
}

/// The forecast of the money, from the window's start or from the first entry.
fn outlook(funding: &Funding, today: chrono::NaiveDate) -> Outlook {
    let moved = by_week(funding);
    let start = funding.days.window_start.map(|(start, _)| Week::of(start));
    let first = start
        .or_else(|| moved.keys().next().copied())
        .unwrap_or_else(|| Week::of(today));
    let mut weeks = Vec::new();
    let mut week = first;
    while week <= Week::of(today) && weeks.len() < 160 {
        let pair = moved.get(&week).copied().unwrap_or_default();
        weeks.push(WeekMoves {
            week,
            committed: pair.ae,
            paid: pair.cp,
        });
        week = week.next();
    }
    let left = |credit| {
        funding
            .counter(Scope::Convention, credit)
            .available()
            .max(Cents::ZERO)
    };
    forecast(&Past {
        weeks: &weeks,
        today,
        ae_left: left(Credit::Ae),
        cp_left: left(Credit::Cp),
        unpaid: funding.unpaid_total().max(Cents::ZERO),
        until: last_day(funding),
        seed: SEED,
    })
}

/// The last day shown: the convention's end, or the window's where it ends later.
fn last_day(funding: &Funding) -> chrono::NaiveDate {
    let window = funding
        .days
        .window_start
        .map(|(start, _)| AccelerationWindow { start }.month_8());
    window.map_or(CONVENTION_END, |end| end.max(CONVENTION_END))
}

/// Whether the year is about to end: from October on, what is unpaid is said.
fn year_ends(today: chrono::NaiveDate) -> bool {
    today.month() >= 10
}

/// A page of the money: never kept when it holds a form or a person's name.
fn sheet(title: &str, status: u16, body: impl Fn() -> AnyView + Send + Sync + 'static) -> Page {
    let mut page = Page::new(Part::Funding, title, body);
    page.status = status;
    page.kept = false;
    page
}
