//! The shape of an entry by the reference's own rules, kind by kind.

use super::{Done, Known, Model, Two, place};
use domain::funding::{Cents, Credits, EntryRequest, Wish};

impl Model {
    /// What the entry would be, and what its own kind forbids.
    pub(super) fn shape(
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
                let lacks = new.of.is_some_and(|of| self.lacks_cover(of, None, Some(new)));
                no.extend(lacks.then_some("NotYetCertified"));
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
            let lacks = old.certified > 0 && old.of.is_some_and(|of| self.lacks_cover(of, Some(entry), None));
            no.extend(lacks.then_some("NotYetCertified"));
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
