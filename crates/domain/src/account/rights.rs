//! Rights: whether a role allows an action in a place. One pure function, deny by default, called where the work is done; what it allows stands in
//! the SQL as an [`AccessScope`].

mod principal;
mod table;

use super::coded;
use crate::{policy::PolicyCode, territory::TerritoryCode};
use chrono::NaiveDate;
pub use principal::{Powers, Principal};
pub use table::{Span, span};

coded! {
    /// What a person is to the rollout. One person may be several things, each with its scope and its days.
    Role {
        /// Chargée ou chargé de déploiement: has territories.
        Officer = "officer",
        /// Intrapreneuse ou intrapreneur: carries a policy.
        Intrapreneur = "intrapreneur",
        /// DINUM's coach: reads all, writes reviews.
        Coach = "coach",
        /// Direction of the ministry: reads all.
        Leadership = "leadership",
        /// Gestionnaire budgétaire: keeps the ledger.
        BudgetManager = "budget-manager",
        /// Administratrice ou administrateur: people, the directory of schools, the calendar.
        Administrator = "administrator",
    }
}

coded! {
    /// What may be done.
    Action {
        /// Read the figures, down to the circonscription.
        ReadFigures = "read-figures",
        /// Read schools, their classes, their notes and the names of who wrote.
        ReadSchools = "read-schools",
        /// Move classes from stage to stage.
        RecordAdoption = "record-adoption",
        /// Import updates of adoption.
        ImportAdoption = "import-adoption",
        /// Import a list of classes.
        ImportUnits = "import-units",
        /// Estimate classes from the ministry's counts.
        ImportEstimate = "import-estimate",
        /// Import the national directory of schools.
        ImportSchools = "import-schools",
        /// Bring measures of use.
        ImportUsage = "import-usage",
        /// Take back what somebody else wrote together.
        UndoBatch = "undo-batch",
        /// Set an objective.
        SetObjective = "set-objective",
        /// Change the school calendar.
        SetCalendar = "set-calendar",
        /// Write down a visit, a call, a training.
        RecordFieldAction = "record-field-action",
        /// Move a milestone of the adaptation.
        MoveMilestone = "move-milestone",
        /// Say where an undertaking of articles 3 and 4 stands.
        KeepUndertaking = "keep-undertaking",
        /// Write a review.
        WriteReview = "write-review",
        /// Read the ledger.
        ReadFunding = "read-funding",
        /// Enter commitments, services and payments.
        KeepLedger = "keep-ledger",
        /// Tell the délégant of a shortfall or of unspent credits (article 4).
        TellDelegator = "tell-delegator",
        /// Read the audit trail.
        ReadTrail = "read-trail",
        /// Invite, change, close and erase people.
        ManagePeople = "manage-people",
    }
}

/// A role that somebody has, with its scope and its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// One policy only; none: all of them.
    pub policy: Option<PolicyCode>,
    /// The territory, with all that stands in it.
    pub territory: TerritoryCode,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: until it is taken back.
    pub until: Option<NaiveDate>,
}

impl Grant {
    /// Whether it holds on a day, both ends included.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    fn covers(&self, object: &Object<'_>) -> bool {
        let policy = self
            .policy
            .is_none_or(|own| object.policy.is_none_or(|asked| asked == own));
        let nation = TerritoryCode::nation();
        policy && (self.territory == nation || object.lineage.contains(&self.territory))
    }
}

/// What is read or changed: where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Object<'a> {
    /// Its policy; none when it is of no policy, or of every one.
    pub policy: Option<PolicyCode>,
    /// The territories it stands in, from the nation down.
    pub lineage: &'a [TerritoryCode],
}

/// No role held on the day allows the action there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not allowed")]
pub struct Forbidden(pub Action);

/// Whether somebody may do something on a day.
///
/// # Errors
/// [`Forbidden`] when no role held that day allows it there.
pub fn authorize(
    principal: &Principal,
    action: Action,
    object: &Object<'_>,
    today: NaiveDate,
) -> Result<(), Forbidden> {
    if principal.powers == Powers::All {
        return Ok(());
    }
    let allows = |grant: &Grant| match span(grant.role, action) {
        Some(Span::Everywhere) => true,
        Some(Span::Scope) => grant.covers(object),
        None => false,
    };
    if principal.grants(today).any(allows) {
        Ok(())
    } else {
        Err(Forbidden(action))
    }
}

/// Whether somebody may be told that something is not there. It has no place: who may not look everywhere can't tell it from what stands elsewhere.
///
/// # Errors
/// [`Forbidden`] as for what stands elsewhere.
pub fn authorize_absent(
    principal: &Principal,
    action: Action,
    policy: Option<PolicyCode>,
    today: NaiveDate,
) -> Result<(), Forbidden> {
    let lineage = [TerritoryCode::nation()];
    let object = Object {
        policy,
        lineage: &lineage,
    };
    authorize(principal, action, &object, today)
}

/// Where an action is allowed, for the SQL.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AccessScope {
    /// Everywhere.
    Everywhere,
    /// In these territories and all that stands in them; empty: nowhere.
    Within(Vec<TerritoryCode>),
}

/// Where somebody may do something, for a policy if one is named.
pub fn reach(
    principal: &Principal,
    action: Action,
    policy: Option<PolicyCode>,
    today: NaiveDate,
) -> AccessScope {
    if principal.powers == Powers::All {
        return AccessScope::Everywhere;
    }
    let mut territories = Vec::new();
    for grant in principal.grants(today) {
        let everywhere = match span(grant.role, action) {
            None => continue,
            Some(Span::Everywhere) => true,
            // Whether the nation's own object would be covered: the whole of what the policy has.
            Some(Span::Scope) => grant.covers(&Object { policy, lineage: &[] }),
        };
        if everywhere {
            return AccessScope::Everywhere;
        }
        let lineage = [grant.territory];
        if grant.covers(&Object {
            policy,
            lineage: &lineage,
        }) {
            territories.push(grant.territory);
        }
    }
    territories.sort_unstable();
    territories.dedup();
    AccessScope::Within(territories)
}

#[cfg(test)]
mod tests;
