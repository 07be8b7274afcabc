//! What may be entered: one function that makes every entry of the ledger, or says why not.

mod ceiling;
mod commitment;

use super::checks::{check_coding, check_covered, check_order, positive, text};
use super::{
    AmountError, BudgetYear, CONVENTION_END, Cents, ChorusNumber, CodingField, Credit, Credits, ENTRY_MAX,
    EntryKind, EntryNumber, EntryRequest, FIRST_YEAR, FundingRefused, Ledger, LedgerEntry, Moves, Pair, Wish,
};
use crate::account::Actor;
use ceiling::check_ceiling;
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
            if known.moves.certified > Cents::ZERO {
                check_covered(state, known.day, known.moves.certified)?;
            }
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

    fn check_document(&self, kind: EntryKind, number: Option<ChorusNumber>) -> Result<(), FundingRefused> {
        let taken = number.and_then(|number| Some((number, *self.ledger.documents.get(&(kind, number))?)));
        taken.map_or(Ok(()), |(number, entry)| {
            Err(FundingRefused::DocumentTaken { number, entry })
        })
    }
}
