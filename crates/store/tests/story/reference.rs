//! Article 4 in plain numbers: a second ledger, written from the convention's words and not from the rules' code, to compare the first one with.

mod shape;

use crate::ledger_world::{day, today};
use chrono::{Datelike, NaiveDate};
use domain::funding::{BudgetYear, EntryRequest, Wish};

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

    /// Whether a payment that stands would be of a day by which less was rendered than paid; `without` what is taken back, `with` what is paid.
    fn lacks_cover(&self, of: usize, without: Option<usize>, with: Option<&Done>) -> bool {
        let stands = |(at, done): &(usize, &Done)| {
            done.of == Some(of) && !done.is_reversal && !done.is_reversed && Some(*at) != without
        };
        let kept = self.done.iter().enumerate().filter(stands).map(|(_, done)| done);
        let lines: Vec<&Done> = kept.chain(with).collect();
        let by = |day| lines.iter().filter(move |line| line.day <= day);
        lines.iter().any(|paid| {
            let rendered: i64 = by(paid.day).map(|line| line.certified).sum();
            paid.spent[1] > 0 && by(paid.day).map(|line| line.spent[1]).sum::<i64>() > rendered
        })
    }

    pub fn of(&self, ej: &str) -> Option<usize> {
        self.commitments
            .iter()
            .position(|known| known.ej.as_deref() == Some(ej))
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

pub fn place(year: BudgetYear) -> usize {
    usize::try_from(year.number() - 2019).unwrap()
}
