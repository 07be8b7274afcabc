//! Who asks: the author, the grants, and what they may do somewhere.

use super::Action;
use super::{Grant, table::span};
use crate::account::actor::Actor;
use chrono::NaiveDate;
use std::sync::Arc;

/// What somebody may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Powers {
    /// Everything: the command line, whose user owns the data's folder.
    All,
    /// What the roles held allow.
    Granted(Arc<[Grant]>),
}

/// Who asks: an author, what they may do, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The author.
    pub actor: Actor,
    /// What they may do.
    pub powers: Powers,
    /// The shortened address they ask from; none on the machine itself.
    pub origin: Option<Arc<str>>,
}

impl Principal {
    /// The command line.
    pub const fn operator() -> Self {
        Self::machine(Actor::LocalOperator)
    }

    /// The generator of the invented nation.
    pub const fn demonstration() -> Self {
        Self::machine(Actor::Demonstration)
    }

    /// Somebody who is not signed in: they may do nothing but sign in, which leaves its lines.
    pub fn nobody(origin: Option<Arc<str>>) -> Self {
        Self {
            actor: Actor::Nobody,
            powers: Powers::Granted(Arc::new([])),
            origin,
        }
    }

    const fn machine(actor: Actor) -> Self {
        Self {
            actor,
            powers: Powers::All,
            origin: None,
        }
    }

    /// The grants that hold on a day; none for the machine, which needs none.
    pub fn grants(&self, today: NaiveDate) -> impl Iterator<Item = &Grant> {
        let grants: &[Grant] = match &self.powers {
            Powers::All => &[],
            Powers::Granted(grants) => grants,
        };
        grants.iter().filter(move |grant| grant.holds(today))
    }

    /// Whether an action is allowed somewhere, whatever the place.
    pub fn may_somewhere(&self, action: Action, today: NaiveDate) -> bool {
        self.powers == Powers::All || self.grants(today).any(|grant| span(grant.role, action).is_some())
    }
}
