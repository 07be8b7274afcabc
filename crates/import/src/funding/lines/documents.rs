//! The documents of a row: commitment, service fait, payment, each on one row only.

use super::{Document, Placed, Reading};
use crate::{funding::columns::Field, reading::sheet::SheetRow};
use domain::funding::{Cents, ChorusNumber, CodingInput, EntryKind, Fact, Wish};

impl Reading<'_> {
    pub(super) fn commitment(
        &mut self,
        row: &SheetRow,
        ej: Option<ChorusNumber>,
        coding: &CodingInput,
    ) -> bool {
        let told = self.text(row, Field::Committed);
        // On the row of a service or a payment an amount of zero says nothing of the commitment.
        let of_another = self.is_there(row, Field::Certified, Field::ServiceNumber)
            || self.is_there(row, Field::Paid, Field::Payment);
        if told.is_empty() || (of_another && Cents::read_signed(told) == Ok(Cents::ZERO)) {
            return false;
        }
        let (amount, day) = (
            self.amount(row, Field::Committed),
            self.day(row, Field::CommittedOn),
        );
        let nature = self.nature(row);
        if let Some(ej) = ej {
            let advice = "Additionnez les postes d'un même EJ sur une ligne ; sur ses lignes de paiement, laissez le montant engagé vide.";
            let document = Document {
                kind: EntryKind::Commitment,
                number: ej,
            };
            self.once(row, Field::Ej, document, "d'EJ", advice);
        }
        if let (Some(ej), Some(amount), Some(day), Some(nature)) = (ej, amount, day, nature) {
            let wish = Wish::Commitment {
                ej,
                supplier: self.text(row, Field::Supplier).to_owned(),
                object: self.text(row, Field::Object).to_owned(),
                nature,
                amount,
            };
            self.push(row, Field::Committed, day, coding, wish);
        }
        true
    }

    pub(super) fn service(&mut self, row: &SheetRow, ej: Option<ChorusNumber>, coding: &CodingInput) -> bool {
        if !self.is_there(row, Field::Certified, Field::ServiceNumber) {
            return false;
        }
        let (amount, day) = (
            self.amount(row, Field::Certified),
            self.day(row, Field::CertifiedOn),
        );
        let told = !self.text(row, Field::ServiceNumber).is_empty();
        let number = told.then(|| self.number(row, Field::ServiceNumber, ""));
        if let Some(Some(number)) = number {
            let document = Document {
                kind: EntryKind::Service,
                number,
            };
            let advice = "Gardez une seule des deux lignes.";
            self.once(row, Field::ServiceNumber, document, "de service fait", advice);
        }
        if let (Some(ej), Some(amount), Some(day)) = (ej, amount, day) {
            let wish = Wish::Service {
                ej,
                amount,
                number: number.flatten(),
            };
            self.push(row, Field::Certified, day, coding, wish);
        }
        true
    }

    pub(super) fn payment(&mut self, row: &SheetRow, ej: Option<ChorusNumber>, coding: &CodingInput) -> bool {
        if !self.is_there(row, Field::Paid, Field::Payment) {
            return false;
        }
        let (amount, day) = (self.amount(row, Field::Paid), self.day(row, Field::PaidOn));
        let number = self.number(row, Field::Payment, "Le numéro de DP manque.");
        if let Some(number) = number {
            let advice = "Gardez une seule des deux lignes : une DP ne se paie qu'une fois.";
            let document = Document {
                kind: EntryKind::Payment,
                number,
            };
            self.once(row, Field::Payment, document, "de DP", advice);
        }
        if let (Some(ej), Some(amount), Some(day), Some(number)) = (ej, amount, day, number) {
            self.push(
                row,
                Field::Paid,
                day,
                coding,
                Wish::Payment { ej, amount, number },
            );
        }
        true
    }

    /// Whether a row says a service or a payment: an amount of zero without a number is how restitutions say that there is none.
    fn is_there(&self, row: &SheetRow, amount: Field, number: Field) -> bool {
        let (amount, number) = (self.text(row, amount), self.text(row, number));
        !number.is_empty() || !(amount.is_empty() || Cents::read_signed(amount) == Ok(Cents::ZERO))
    }

    fn push(
        &mut self,
        row: &SheetRow,
        amount: Field,
        day: chrono::NaiveDate,
        coding: &CodingInput,
        wish: Wish,
    ) {
        self.facts.push(Placed {
            line: row.line,
            amount_title: self.header.title(amount).to_owned(),
            nature_told: amount != Field::Committed || !self.text(row, Field::Nature).is_empty(),
            fact: Fact {
                day,
                coding: coding.clone(),
                wish,
            },
        });
    }

    /// A document stands on one row only.
    fn once(&mut self, row: &SheetRow, field: Field, document: Document, word: &str, advice: &str) {
        if let Some(first) = self.seen.get(&document) {
            let why = format!("Ce numéro {word} est déjà à la ligne {first}.");
            self.error(row, field, why, advice);
        } else {
            self.seen.insert(document, row.line);
        }
    }
}
