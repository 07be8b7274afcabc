//! Actions of the audit trail: each with the code that the store keeps of it. The words are made where pages are.

use crate::{account::coded, funding::StepKind};

coded! {
    /// What a line of the audit trail is about.
    AuditAction {
        /// Steps of units were recorded.
        AdoptionRecorded = "adoption.recorded",
        /// Updates of units were taken back.
        AdoptionAnnulled = "adoption.annulled",
        /// What was written together was taken back.
        BatchUndone = "batch.undone",
        /// What is told of a class was corrected.
        ClassCorrected = "adoption.class-corrected",
        /// A class was added by hand.
        ClassAdded = "adoption.class-added",
        /// A class was closed by hand.
        ClassClosed = "adoption.class-closed",
        /// A closed class was opened again.
        ClassReopened = "adoption.class-reopened",
        /// A class went to the right school with its history.
        ClassMoved = "adoption.class-moved",
        /// A break was added to the school calendar.
        CalendarBreakAdded = "calendar.break-added",
        /// A break of the school calendar was taken back.
        CalendarBreakTakenBack = "calendar.break-taken-back",
        /// A week's forecasts were kept.
        ForecastKept = "forecast.kept",
        /// A file was brought.
        ImportOpened = "import.opened",
        /// A file's content was written.
        ImportApplied = "import.applied",
        /// An import ended with its report.
        ImportClosed = "import.closed",
        /// A stop of the program cut imports.
        ImportInterrupted = "import.interrupted",
        /// Somebody was invited.
        AccountInvited = "account.invited",
        /// An account was made that is open at once.
        AccountMade = "account.made",
        /// A role was given.
        RoleGiven = "account.role-given",
        /// A role was taken.
        RoleTaken = "account.role-taken",
        /// What is said of a person was changed.
        AccountChanged = "account.changed",
        /// An account was closed.
        AccountClosed = "account.closed",
        /// A closed account was opened again.
        AccountReopened = "account.reopened",
        /// A person was erased.
        AccountErased = "account.erased",
        /// An identity of a provider was bound to an account.
        AccountBound = "account.bound",
        /// A link was made.
        LinkMade = "link.made",
        /// A session was opened.
        SessionOpened = "session.opened",
        /// A session was closed.
        SessionClosed = "session.closed",
        /// The other sessions of an account were closed.
        OtherSessionsClosed = "session.others-closed",
        /// An access token was made.
        TokenMade = "token.made",
        /// An access token was revoked.
        TokenRevoked = "token.revoked",
        /// A page or an action was asked for, which no role allows.
        AccessRefused = "access.refused",
        /// The retention of a kind of personal data was set.
        RetentionSet = "retention.set",
        /// What was kept long enough went.
        RetentionApplied = "retention.applied",
        /// The demonstration was made.
        DemoLoaded = "demo.loaded",
        /// An objective was set, or taken back.
        ObjectiveSet = "objective.set",
        /// The class of a school that measured uses are of was told.
        UsageLinked = "usage.linked",
        /// A day of the convention was set.
        FundingDaySet = "funding.day-set",
        /// An entry was written in the ledger.
        LedgerEntered = "ledger.entered",
        /// Entries of a file were written in the ledger.
        LedgerImported = "ledger.imported",
        /// A duty of article 4 was opened.
        DutyOpened = "duty.opened",
        /// The délégant was told.
        DutyTold = "duty.told",
        /// An amendment adjusted the credits.
        DutyAdjusted = "duty.adjusted",
        /// The delegation was suspended.
        DutySuspended = "duty.suspended",
        /// The suspension was lifted.
        DutyLifted = "duty.lifted",
        /// A duty was closed.
        DutyClosed = "duty.closed",
    }
}

/// The subjects, before the point of a code, whose lines are for who may read the money, a code of another version of the program included.
pub const MONEY_SUBJECTS: [&str; 3] = ["duty", "funding", "ledger"];

impl AuditAction {
    /// The action that a step of a duty is.
    pub const fn of_duty(step: StepKind) -> Self {
        match step {
            StepKind::Opened => Self::DutyOpened,
            StepKind::Told => Self::DutyTold,
            StepKind::Adjusted => Self::DutyAdjusted,
            StepKind::Suspended => Self::DutySuspended,
            StepKind::Lifted => Self::DutyLifted,
            StepKind::Closed => Self::DutyClosed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_reads_back_from_a_code_of_its_own() {
        let codes: BTreeSet<_> = AuditAction::ALL.iter().map(|action| action.code()).collect();
        assert_eq!(codes.len(), AuditAction::ALL.len());
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::from_code(action.code()), Some(*action));
        }
        assert_eq!(AuditAction::from_code("ledger.painted"), None);
    }

    /// The trail is kept for years: a code that changed would no longer be read.
    #[test]
    fn the_codes_are_those_that_were_always_kept() {
        let codes: Vec<_> = AuditAction::ALL.iter().map(|action| action.code()).collect();
        let kept = "adoption.recorded adoption.annulled batch.undone adoption.class-corrected adoption.class-added adoption.class-closed \
             adoption.class-reopened adoption.class-moved calendar.break-added calendar.break-taken-back forecast.kept import.opened import.applied \
             import.closed import.interrupted account.invited account.made account.role-given account.role-taken account.changed \
             account.closed account.reopened account.erased account.bound link.made session.opened session.closed session.others-closed token.made \
             token.revoked access.refused retention.set retention.applied demo.loaded objective.set usage.linked funding.day-set \
             ledger.entered ledger.imported duty.opened duty.told duty.adjusted duty.suspended duty.lifted duty.closed";
        assert_eq!(codes.join(" "), kept);
    }

    #[test]
    fn each_step_of_a_duty_has_the_action_of_its_name() {
        for step in StepKind::ALL {
            let code = format!("duty.{}", step.code());
            assert_eq!(AuditAction::of_duty(*step).code(), code);
        }
    }

    #[test]
    fn lines_about_money_are_found_by_their_subject() {
        let money = |action: &&AuditAction| {
            let subject = action.code().split('.').next().unwrap_or_default();
            MONEY_SUBJECTS.contains(&subject)
        };
        assert_eq!(AuditAction::ALL.iter().filter(money).count(), 9);
    }
}
