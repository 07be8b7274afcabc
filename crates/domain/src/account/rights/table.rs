//! The table of rights: role by action. `docs/rights.md` shows it, and a test compares them.

use super::{Action, Role};

/// How far a role's right goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Everywhere, whatever the scope.
    Everywhere,
    /// Within the scope of the grant.
    Scope,
}

/// How far a role may do something; none: not at all.
pub const fn span(role: Role, action: Action) -> Option<Span> {
    use Action as A;
    use Role as R;
    match (role, action) {
        // Everyone signed in reads figures, which go down to the circonscription.
        (_, A::ReadFigures) => Some(Span::Everywhere),
        (R::Coach | R::Leadership | R::Administrator, A::ReadSchools) => Some(Span::Everywhere),
        (R::Officer | R::Intrapreneur, A::ReadSchools) => Some(Span::Scope),
        (R::Officer | R::Intrapreneur, A::RecordAdoption | A::RecordFieldAction) => Some(Span::Scope),
        (R::Officer | R::Intrapreneur, A::ImportAdoption | A::ImportUnits) => Some(Span::Scope),
        (R::Intrapreneur, A::ImportEstimate | A::ImportUsage) => Some(Span::Scope),
        (R::Administrator, A::ImportEstimate | A::ImportSchools | A::ImportUsage) => Some(Span::Everywhere),
        // Authors take their own batches back by the right that they wrote them with.
        (R::Administrator, A::UndoBatch) => Some(Span::Everywhere),
        (R::Intrapreneur, A::SetObjective | A::MoveMilestone) => Some(Span::Scope),
        (R::Administrator, A::SetCalendar) => Some(Span::Everywhere),
        (R::Coach, A::KeepUndertaking | A::WriteReview) => Some(Span::Everywhere),
        (R::Coach | R::Leadership | R::BudgetManager | R::Intrapreneur, A::ReadFunding) => {
            Some(Span::Everywhere)
        }
        (R::BudgetManager, A::KeepLedger | A::TellDelegator | A::KeepUndertaking) => Some(Span::Everywhere),
        // Who changed what is seen by whoever may see what was changed.
        (R::Coach | R::Leadership | R::Administrator, A::ReadTrail) => Some(Span::Everywhere),
        (R::Officer | R::Intrapreneur, A::ReadTrail) => Some(Span::Scope),
        (R::Administrator, A::ManagePeople) => Some(Span::Everywhere),
        _ => None,
    }
}
