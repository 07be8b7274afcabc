//! The entries that make a commitment and those that follow it: service fait, payment, withdrawal.

use super::Draft;
use crate::funding::{
    Cents, ChorusNumber, Commitment, EntryKind, EntryNumber, FundingRefused, LedgerEntry, Moves, Nature,
    Pair,
    checks::{above_zero, at_most, check_covered, text},
};

impl Draft<'_> {
    pub(super) fn commitment(
        &self,
        ej: ChorusNumber,
        supplier: &str,
        object: &str,
        nature: Nature,
        amount: Cents,
    ) -> Result<LedgerEntry, FundingRefused> {
        if self.ledger.suspended {
            return Err(FundingRefused::Suspended);
        }
        if let Some((entry, _)) = self.ledger.by_ej(ej) {
            return Err(FundingRefused::EjTaken { ej, entry });
        }
        let moves = Moves {
            consumed: Pair::ae(above_zero(amount)?),
            ..Moves::default()
        };
        Ok(LedgerEntry {
            ej: Some(ej),
            supplier: Some(text("supplier", supplier)?),
            object: text("object", object)?,
            nature: Some(nature),
            ..self.entry(EntryKind::Commitment, self.year, moves)
        })
    }

    pub(super) fn service(
        &self,
        ej: ChorusNumber,
        amount: Cents,
        number: Option<ChorusNumber>,
    ) -> Result<LedgerEntry, FundingRefused> {
        let (known, commitment) = self.of_commitment(ej)?;
        self.check_document(EntryKind::Service, number)?;
        at_most(
            amount,
            commitment.committed - commitment.certified,
            |asked, rest| FundingRefused::OverCommitment { asked, rest },
        )?;
        let moves = Moves {
            certified: amount,
            ..Moves::default()
        };
        Ok(LedgerEntry {
            commitment: Some(known),
            number,
            ..self.entry(EntryKind::Service, self.year, moves)
        })
    }

    pub(super) fn payment(
        &self,
        ej: ChorusNumber,
        amount: Cents,
        number: ChorusNumber,
    ) -> Result<LedgerEntry, FundingRefused> {
        let (known, commitment) = self.of_commitment(ej)?;
        self.check_document(EntryKind::Payment, Some(number))?;
        at_most(amount, commitment.certified - commitment.paid, |asked, rest| {
            FundingRefused::NotCertified { asked, rest }
        })?;
        check_covered(commitment, self.asked.day, amount)?;
        let moves = Moves {
            consumed: Pair::cp(amount),
            ..Moves::default()
        };
        let entry = self.entry(EntryKind::Payment, self.year, moves);
        Ok(LedgerEntry {
            commitment: Some(known),
            number: Some(number),
            nature: Some(commitment.nature),
            ..entry
        })
    }

    pub(super) fn withdrawal(
        &self,
        ej: ChorusNumber,
        amount: Cents,
        authorisation: Option<&str>,
    ) -> Result<LedgerEntry, FundingRefused> {
        let (known, commitment) = self.of_commitment(ej)?;
        at_most(
            amount,
            commitment.committed - commitment.certified,
            |asked, rest| FundingRefused::OverCommitment { asked, rest },
        )?;
        let told = authorisation.map(str::trim).filter(|told| !told.is_empty());
        if told.is_none() && self.year > commitment.year {
            return Err(FundingRefused::NeedsAuthorisation {
                year: commitment.year,
            });
        }
        // AE comes back where it was taken: in its commitment's year.
        let moves = Moves {
            consumed: Pair::ae(-amount),
            ..Moves::default()
        };
        let reference = told.map(|told| text("reference", told)).transpose()?;
        let entry = self.entry(EntryKind::Withdrawal, commitment.year, moves);
        Ok(LedgerEntry {
            commitment: Some(known),
            nature: Some(commitment.nature),
            reference,
            ..entry
        })
    }

    pub(super) fn receipt(
        &self,
        amount: Cents,
        object: &str,
        reference: &str,
    ) -> Result<LedgerEntry, FundingRefused> {
        let moves = Moves {
            received: above_zero(amount)?,
            ..Moves::default()
        };
        Ok(LedgerEntry {
            object: text("object", object)?,
            reference: Some(text("reference", reference)?),
            ..self.entry(EntryKind::Receipt, self.year, moves)
        })
    }

    fn of_commitment(&self, ej: ChorusNumber) -> Result<(EntryNumber, &Commitment), FundingRefused> {
        let (number, known) = self.ledger.by_ej(ej).ok_or(FundingRefused::UnknownEj(ej))?;
        if self.asked.day < known.day {
            return Err(FundingRefused::DayBeforeCommitment {
                day: self.asked.day,
                committed: known.day,
            });
        }
        Ok((number, known))
    }
}
