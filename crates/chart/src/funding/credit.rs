//! The two credits as they are drawn: AE committed, CP paid.

use super::{Ahead, Spread, Step};
use crate::render::backend::Ink;

/// A credit: how its lines look and what its label says.
pub(super) struct Credit {
    pub(super) total: fn(&Step) -> i64,
    pub(super) spread: fn(&Ahead) -> Spread,
    pub(super) line: Ink,
    pub(super) ahead: Ink,
    pub(super) area: Ink,
    pub(super) name: &'static str,
    pub(super) prefers: Side,
}

impl Credit {
    /// What stands at the line's end: its name and its total.
    pub(super) fn end(&self, total: i64) -> String {
        format!("{}\n{}", self.name, french::euros(total))
    }
}

/// Where a line's label stands by preference: totals grow, hence over the line before its end, or under it after.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Over,
    Under,
}

pub(super) const COMMITTED: Credit = Credit {
    total: |step| step.committed,
    spread: |ahead| ahead.committed,
    line: Ink::Committed,
    ahead: Ink::CommittedAhead,
    area: Ink::CommittedSpread,
    name: "Engagé (AE)",
    prefers: Side::Over,
};

pub(super) const PAID: Credit = Credit {
    total: |step| step.paid,
    spread: |ahead| ahead.paid,
    line: Ink::Paid,
    ahead: Ink::PaidAhead,
    area: Ink::PaidSpread,
    name: "Payé (CP)",
    prefers: Side::Under,
};
