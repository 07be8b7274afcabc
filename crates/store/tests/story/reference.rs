//! Article 4 in plain numbers: a second ledger, written from the convention's words and not from the rules' code, to compare the first one with.

use crate::ledger_world::{day, today};
use chrono::{Datelike, NaiveDate};
use domain::funding::{BudgetYear, Cents, Credits, EntryRequest, Wish};

/// Cents of AE and of CP.
pub type Two = [i64; 2];

/// An entry, as the model keeps it.
#[derive(Clone, Default)]
pub struct Done {
    pub day: NaiveDate,
    /// 1 is 2020, 2 is 2021; 0 is the whole convention.
    year: usize,
    from: Option<usize>,
    maximum: Two,
    ceiling: Two,
    spent: Two,
    certified: i64,
    /// The commitment it is of, or that it is.
    of: Option<usize>,
    begins: bool,
    is_reversal: bool,
    is_reversed: bool,
}

/// A commitment: its entry, its EJ unless it was reversed, and where it is.
pub struct Known {
    pub entry: usize,
    pub ej: Option<String>,
    pub committed: i64,
    pub certified: i64,
    pub paid: i64,
}

/// The convention's money in plain numbers.
pub struct Model {
    pub ceiling: [Two; 3],
    pub spent: [Two; 3],
    pub done: Vec<Done>,
    pub commitments: Vec<Known>,
    /// Whether it is a payment, its number, its entry.
    documents: Vec<(bool, String, usize)>,
    pub first: NaiveDate,
    pub suspended: bool,
}

impl Model {
    /// The money before its first entry: 50 000 € at most, nothing made available.
    pub fn new(first: NaiveDate) -> Self {
        Self {
            ceiling: [[5_000_000; 2], [0; 2], [0; 2]],
            spent: [[0; 2]; 3],
            done: Vec::new(),
            commitments: Vec::new(),
            documents: Vec::new(),
            first,
            suspended: false,
        }
    }

    /// Takes a command; or answers every reason that there is to refuse it, which may be one of several.
    pub fn take(&mut self, asked: &EntryRequest) -> Result<usize, Vec<&'static str>> {
        let mut no = Vec::new();
        no.extend(
            asked
                .coding
                .iter()
                .any(|(_, told)| !told.contains("0181-CPRI-ELAB"))
                .then_some("OtherCoding"),
        );
        let outside = asked.day < self.first || asked.day > day(2021, 12, 31);
        no.extend(outside.then_some("DayOutsideConvention"));
        no.extend((asked.day > today()).then_some("DayInFuture"));
        no.extend(
            asked
                .year
                .is_some_and(|told| told.number() != asked.day.year())
                .then_some("DayOutsideYear"),
        );
        let mut new = Done {
            day: asked.day,
            year: if asked.day.year() == 2020 { 1 } else { 2 },
            ..Done::default()
        };
        let mut document = None;
        if no.is_empty() {
            self.shape(asked, &mut new, &mut document, &mut no);
        }
        if no.is_empty() {
            self.under_ceilings(&new, &mut no);
        }
        if !no.is_empty() {
            return Err(no);
        }
        self.add(asked, new, document);
        Ok(self.done.len())
    }

    /// What the entry would be, and what its own kind forbids.
    fn shape(
        &self,
        asked: &EntryRequest,
        new: &mut Done,
        document: &mut Option<(bool, String)>,
        no: &mut Vec<&'static str>,
    ) {
        match &asked.wish {
            Wish::Allotment(to) => shape_credits(to, false, None, new, no),
            Wish::Amendment(to) => shape_credits(to, true, None, new, no),
            Wish::CarryOver { from, to } => shape_credits(to, false, Some(place(*from)), new, no),
            Wish::Receipt {
                amount: cents,
                reference,
                ..
            } => {
                amount(*cents, no);
                no.extend(reference.trim().is_empty().then_some("Missing"));
            }
            Wish::Commitment {
                ej,
                supplier,
                amount: cents,
                ..
            } => {
                amount(*cents, no);
                (new.spent, new.begins) = ([cents.0, 0], true);
                no.extend(self.suspended.then_some("Suspended"));
                no.extend(self.of(ej.as_str()).is_some().then_some("EjTaken"));
                no.extend(supplier.trim().is_empty().then_some("Missing"));
            }
            Wish::Service { .. } | Wish::Payment { .. } | Wish::Withdrawal { .. } => {
                self.shape_follower(&asked.wish, new, document, no);
            }
            Wish::Reversal { entry, why } => {
                no.extend(why.trim().is_empty().then_some("Missing"));
                self.reversal(usize::try_from(entry.0 - 1).unwrap(), new, no);
            }
        }
        let taken = |(paid, number): &(bool, String)| {
            self.documents
                .iter()
                .any(|known| known.0 == *paid && known.1 == *number)
        };
        no.extend(document.as_ref().is_some_and(taken).then_some("DocumentTaken"));
    }

    /// What follows a commitment: at most what it leaves.
    fn shape_follower(
        &self,
        wish: &Wish,
        new: &mut Done,
        document: &mut Option<(bool, String)>,
        no: &mut Vec<&'static str>,
    ) {
        let uncertified = |cents: i64| {
            move |known: &Known| (cents > known.committed - known.certified).then_some("OverCommitment")
        };
        match wish {
            Wish::Service {
                ej,
                amount: Cents(cents),
                number,
            } => {
                amount(Cents(*cents), no);
                new.certified = *cents;
                *document = number.map(|number| (false, number.to_string()));
                self.on_commitment(ej.as_str(), new, no, uncertified(*cents));
            }
            Wish::Payment {
                ej,
                amount: Cents(cents),
                number,
            } => {
                amount(Cents(*cents), no);
                new.spent = [0, *cents];
                *document = Some((true, number.to_string()));
                let over = |known: &Known| (*cents > known.certified - known.paid).then_some("NotCertified");
                self.on_commitment(ej.as_str(), new, no, over);
            }
            Wish::Withdrawal {
                ej,
                amount: Cents(cents),
                authorisation,
            } => {
                amount(Cents(*cents), no);
                new.spent = [-cents, 0];
                self.on_commitment(ej.as_str(), new, no, uncertified(*cents));
                let of = new
                    .of
                    .map_or(new.year, |of| self.done[self.commitments[of].entry].year);
                let allowed = authorisation
                    .as_deref()
                    .is_some_and(|told| !told.trim().is_empty());
                no.extend((new.year > of && !allowed).then_some("NeedsAuthorisation"));
                new.year = of;
            }
            _ => {}
        }
    }

    pub fn of(&self, ej: &str) -> Option<usize> {
        self.commitments
            .iter()
            .position(|known| known.ej.as_deref() == Some(ej))
    }

    fn on_commitment(
        &self,
        ej: &str,
        new: &mut Done,
        no: &mut Vec<&'static str>,
        over: impl Fn(&Known) -> Option<&'static str>,
    ) {
        new.of = self.of(ej);
        let Some(known) = new.of.map(|of| &self.commitments[of]) else {
            no.push("UnknownEj");
            return;
        };
        no.extend((new.day < self.done[known.entry].day).then_some("DayBeforeCommitment"));
        no.extend(over(known));
    }

    fn reversal(&self, entry: usize, new: &mut Done, no: &mut Vec<&'static str>) {
        let Some(old) = self.done.get(entry) else {
            no.push("UnknownEntry");
            return;
        };
        no.extend((old.is_reversal || old.is_reversed).then_some("NotReversible"));
        no.extend((new.day < old.day).then_some("DayBeforeCommitment"));
        if let Some(known) = old.of.map(|of| &self.commitments[of]) {
            let (certified, paid) = (known.certified - old.certified, known.paid - old.spent[1]);
            no.extend((certified < paid).then_some("NotCertified"));
            no.extend((known.committed - old.spent[0] < certified).then_some("OverCommitment"));
        }
        let back = |two: Two| two.map(|cents| -cents);
        *new = Done {
            day: new.day,
            maximum: back(old.maximum),
            ceiling: back(old.ceiling),
            spent: back(old.spent),
            certified: -old.certified,
            is_reversal: true,
            ..old.clone()
        };
    }

    /// « La somme des crédits engagés ne pourra dépasser la limite du montant alloué », of a year and of the whole convention.
    fn under_ceilings(&self, new: &Done, no: &mut Vec<&'static str>) {
        for credit in 0..2 {
            let maximum = self.ceiling[0][credit] + new.maximum[credit];
            let moved = [
                (0, new.maximum[credit], new.spent[credit]),
                (new.year, new.ceiling[credit], new.spent[credit]),
                (new.from.unwrap_or(new.year), -new.ceiling[credit], 0),
            ];
            for (scope, ceiling, spent) in moved.into_iter().take(2 + usize::from(new.from.is_some())) {
                let after = self.ceiling[scope][credit] + ceiling;
                if self.spent[scope][credit] + spent > after {
                    no.push(if spent > 0 { "OverCeiling" } else { "BelowConsumed" });
                }
                no.extend((scope > 0 && ceiling > 0 && after > maximum).then_some("OverMaximum"));
            }
        }
    }

    fn add(&mut self, asked: &EntryRequest, mut new: Done, document: Option<(bool, String)>) {
        let entry = self.done.len();
        for credit in 0..2 {
            self.ceiling[0][credit] += new.maximum[credit];
            self.ceiling[new.year][credit] += new.ceiling[credit];
            if let Some(from) = new.from {
                self.ceiling[from][credit] -= new.ceiling[credit];
            }
            self.spent[0][credit] += new.spent[credit];
            self.spent[new.year][credit] += new.spent[credit];
        }
        if let Wish::Commitment { ej, .. } = &asked.wish {
            new.of = Some(self.commitments.len());
            let ej = Some(ej.to_string());
            self.commitments.push(Known {
                entry,
                ej,
                committed: 0,
                certified: 0,
                paid: 0,
            });
        }
        if let Some(known) = new.of.map(|of| &mut self.commitments[of]) {
            known.committed += new.spent[0];
            known.certified += new.certified;
            known.paid += new.spent[1];
            if new.is_reversal && new.begins {
                known.ej = None;
            }
        }
        self.documents
            .extend(document.map(|(paid, number)| (paid, number, entry)));
        if let Wish::Reversal { entry: old, .. } = asked.wish {
            let old = usize::try_from(old.0 - 1).unwrap();
            self.done[old].is_reversed = true;
            self.documents.retain(|known| known.2 != old);
        }
        self.done.push(new);
    }
}

/// An amount is above zero, and at most a hundred million euros.
fn amount(cents: Cents, no: &mut Vec<&'static str>) {
    no.extend((cents.0 <= 0 || cents.0 > 10_000_000_000).then_some("Amount"));
}

/// What moves ceilings: only an amendment takes from one.
fn shape_credits(
    to: &Credits,
    amends: bool,
    from: Option<usize>,
    new: &mut Done,
    no: &mut Vec<&'static str>,
) {
    let two = [to.amount.ae.0, to.amount.cp.0];
    (new.year, new.ceiling, new.from) = (place(to.year), two, from);
    new.maximum = if amends { two } else { [0, 0] };
    no.extend(from.is_some_and(|from| from >= new.year).then_some("SameYear"));
    no.extend((two == [0, 0]).then_some("Nothing"));
    let below = !amends && two.iter().any(|cents| *cents < 0);
    no.extend((below || two.iter().any(|cents| cents.abs() > 10_000_000_000)).then_some("Amount"));
    no.extend(to.reference.trim().is_empty().then_some("Missing"));
}

pub fn place(year: BudgetYear) -> usize {
    usize::try_from(year.number() - 2019).unwrap()
}
