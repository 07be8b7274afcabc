//! What may be entered: one function that makes every entry of the ledger, or says why not.

use super::checks::{above_zero, at_most, check_coding, check_order, positive, text};
use super::{
    AmountError, BudgetYear, CONVENTION_END, Cents, ChorusNumber, CodingField, Commitment, Counter, Credit,
    Credits, ENTRY_MAX, EntryKind, EntryNumber, EntryRequest, FIRST_YEAR, FundingRefused, Ledger,
    LedgerEntry, Moves, Nature, Pair, Scope, Wish,
};
use crate::account::Actor;
use chrono::{DateTime, NaiveDate, Utc};

/// The entry that a wish becomes, or why it does not.
///
/// # Errors
/// [`FundingRefused`]: article 4's ceilings, annuality, order, coding.
pub fn decide(
    ledger: &Ledger,
    asked: &EntryRequest,
    by: Actor,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<LedgerEntry, FundingRefused> {
    check_coding(&ledger.coding, &asked.coding)?;
    check_day(ledger, asked, today)?;
    let entry = LedgerEntry {
        author: by,
        recorded_at: now,
        ..draft(ledger, asked)?
    };
    for scope in Ledger::scopes(&entry) {
        for credit in Credit::ALL {
            check_ceiling(ledger, &entry, scope, *credit)?;
        }
    }
    Ok(entry)
}

/// The first day of the convention: its signature's, once somebody set it; until then its first budget year's.
fn first_day(ledger: &Ledger) -> NaiveDate {
    ledger
        .signed_on
        .or_else(|| NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1))
        .unwrap_or_default()
}

/// The day is of the convention (article 2), of the year told, and has come.
fn check_day(ledger: &Ledger, asked: &EntryRequest, today: NaiveDate) -> Result<(), FundingRefused> {
    let (day, first) = (asked.day, first_day(ledger));
    if day < first || day > CONVENTION_END {
        return Err(FundingRefused::DayOutsideConvention {
            day,
            first,
            last: CONVENTION_END,
        });
    }
    if day > today {
        return Err(FundingRefused::DayInFuture { day, today });
    }
    match asked.year {
        Some(year) if BudgetYear::of(day) != Some(year) => Err(FundingRefused::DayOutsideYear { day, year }),
        _ => Ok(()),
    }
}

fn check_ceiling(
    ledger: &Ledger,
    entry: &LedgerEntry,
    scope: Scope,
    credit: Credit,
) -> Result<(), FundingRefused> {
    let (before, moved) = (ledger.counter(scope, credit), Ledger::moved(entry, scope, credit));
    let after = Counter {
        ceiling: before.ceiling + moved.ceiling,
        consumed: before.consumed + moved.consumed,
    };
    if after.available() < Cents::ZERO {
        let available = before.available();
        return Err(if moved.consumed > Cents::ZERO {
            FundingRefused::OverCeiling {
                credit,
                scope,
                asked: moved.consumed,
                available,
            }
        } else {
            FundingRefused::BelowConsumed {
                credit,
                scope,
                asked: -moved.ceiling,
                available,
            }
        });
    }
    let maximum = ledger.counter(Scope::Convention, credit).ceiling + entry.moves.maximum.of(credit);
    match scope {
        Scope::Year(year) if moved.ceiling > Cents::ZERO && after.ceiling > maximum => {
            Err(FundingRefused::OverMaximum {
                credit,
                year,
                asked: moved.ceiling,
                available: maximum - before.ceiling,
            })
        }
        _ => Ok(()),
    }
}

/// The entry as its kind makes it, before the ceilings are asked.
fn draft(ledger: &Ledger, asked: &EntryRequest) -> Result<LedgerEntry, FundingRefused> {
    let outside = FundingRefused::DayOutsideConvention {
        day: asked.day,
        first: first_day(ledger),
        last: CONVENTION_END,
    };
    let draft = Draft {
        ledger,
        asked,
        year: BudgetYear::of(asked.day).ok_or(outside)?,
    };
    match &asked.wish {
        Wish::Allotment(credits) => {
            let moves = Moves {
                ceiling: positive(credits.amount)?,
                ..Moves::default()
            };
            draft.credits(EntryKind::Allotment, credits, moves)
        }
        Wish::Amendment(credits) => {
            let moves = Moves {
                maximum: credits.amount,
                ceiling: credits.amount,
                ..Moves::default()
            };
            draft.credits(EntryKind::Amendment, credits, moves)
        }
        Wish::CarryOver { from, to } => {
            if *from >= to.year {
                return Err(FundingRefused::SameYear);
            }
            let moves = Moves {
                ceiling: positive(to.amount)?,
                ..Moves::default()
            };
            Ok(LedgerEntry {
                from_year: Some(*from),
                ..draft.credits(EntryKind::CarryOver, to, moves)?
            })
        }
        Wish::Commitment {
            ej,
            supplier,
            object,
            nature,
            amount,
        } => draft.commitment(*ej, supplier, object, *nature, *amount),
        Wish::Service { ej, amount, number } => draft.service(*ej, *amount, *number),
        Wish::Payment { ej, amount, number } => draft.payment(*ej, *amount, *number),
        Wish::Withdrawal {
            ej,
            amount,
            authorisation,
        } => draft.withdrawal(*ej, *amount, authorisation.as_deref()),
        Wish::Reversal { entry, why } => draft.reversal(*entry, why),
        Wish::Receipt {
            amount,
            object,
            reference,
        } => draft.receipt(*amount, object, reference),
    }
}

/// What every entry is made of.
struct Draft<'a> {
    ledger: &'a Ledger,
    asked: &'a EntryRequest,
    /// The year of the day.
    year: BudgetYear,
}

impl Draft<'_> {
    fn entry(&self, kind: EntryKind, year: BudgetYear, moves: Moves) -> LedgerEntry {
        LedgerEntry {
            sequence: self.ledger.last.next(),
            request: self.asked.id,
            kind,
            day: self.asked.day,
            recorded_at: DateTime::UNIX_EPOCH,
            year,
            from_year: None,
            budget_unit: self.ledger.coding.of(CodingField::BudgetUnit).to_owned(),
            moves,
            commitment: None,
            reverses: None,
            ej: None,
            number: None,
            supplier: None,
            nature: None,
            object: String::new(),
            reference: None,
            author: Actor::Nobody,
        }
    }

    fn credits(
        &self,
        kind: EntryKind,
        credits: &Credits,
        moves: Moves,
    ) -> Result<LedgerEntry, FundingRefused> {
        let large = |amount: Cents| amount.0.abs() > ENTRY_MAX.0;
        if credits.amount == Pair::default() {
            return Err(FundingRefused::Nothing);
        }
        if large(credits.amount.ae) || large(credits.amount.cp) {
            return Err(FundingRefused::Amount(AmountError::TooLarge));
        }
        let entry = self.entry(kind, credits.year, moves);
        Ok(LedgerEntry {
            reference: Some(text("reference", &credits.reference)?),
            ..entry
        })
    }

    fn commitment(
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

    fn service(
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

    fn payment(
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

    fn withdrawal(
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

    fn reversal(&self, original: EntryNumber, why: &str) -> Result<LedgerEntry, FundingRefused> {
        let (known, reversed) = self
            .ledger
            .entries
            .get(&original)
            .ok_or(FundingRefused::UnknownEntry(original))?;
        if *reversed || known.kind == EntryKind::Reversal {
            return Err(FundingRefused::NotReversible(original));
        }
        if self.asked.day < known.day {
            return Err(FundingRefused::DayBeforeCommitment {
                day: self.asked.day,
                committed: known.day,
            });
        }
        let own = (known.kind == EntryKind::Commitment).then_some(original);
        let commitment = known.commitment.or(own);
        if let Some(state) = commitment.and_then(|number| self.ledger.commitments.get(&number)) {
            check_order(state, &known.moves)?;
        }
        Ok(LedgerEntry {
            from_year: known.from_year,
            commitment,
            reverses: Some(original),
            nature: known.nature,
            object: text("object", why)?,
            ..self.entry(EntryKind::Reversal, known.year, -known.moves)
        })
    }

    fn receipt(&self, amount: Cents, object: &str, reference: &str) -> Result<LedgerEntry, FundingRefused> {
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

    fn check_document(&self, kind: EntryKind, number: Option<ChorusNumber>) -> Result<(), FundingRefused> {
        let taken = number.and_then(|number| Some((number, *self.ledger.documents.get(&(kind, number))?)));
        taken.map_or(Ok(()), |(number, entry)| {
            Err(FundingRefused::DocumentTaken { number, entry })
        })
    }
}
