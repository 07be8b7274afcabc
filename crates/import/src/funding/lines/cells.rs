//! The cells of a row as values: a number, a day, an amount, a nature, the coding.

use super::Reading;
use crate::{
    funding::{
        columns::Field,
        natures::{nature, natures},
    },
    reading::{fields, sheet::SheetRow},
};
use domain::funding::{AmountError, Cents, ChorusNumber, CodingInput, Nature};

impl Reading<'_> {
    pub(super) fn text<'r>(&self, row: &'r SheetRow, field: Field) -> &'r str {
        self.header.cell(row, field).map_or("", |cell| cell.text.as_str())
    }

    pub(super) fn error(&mut self, row: &SheetRow, field: Field, why: impl Into<String>, advice: &str) {
        let value = self.text(row, field).to_owned();
        // A column that the file has not is named as the mapping names it.
        let title = match self.header.title(field) {
            "" => field.name(),
            title => title,
        };
        self.findings.error(row.line, Some(title), &value, why, advice);
    }

    pub(super) fn number(&mut self, row: &SheetRow, field: Field, missing: &str) -> Option<ChorusNumber> {
        let text = self.text(row, field);
        let read = ChorusNumber::read(text).ok();
        if read.is_none() {
            let why = if text.is_empty() {
                missing
            } else {
                "Ce n'est pas un numéro de Chorus."
            };
            self.error(
                row,
                field,
                why,
                "Un numéro de Chorus a dix chiffres, comme 1300012345.",
            );
        }
        read
    }

    pub(super) fn day(&mut self, row: &SheetRow, field: Field) -> Option<chrono::NaiveDate> {
        let text = self.text(row, field);
        let read = fields::day(text);
        if read.is_none() {
            let why = if text.is_empty() {
                "La date manque."
            } else {
                "Ce n'est pas un jour."
            };
            self.error(row, field, why, "Écrivez-le comme 15/06/2021 ou 2021-06-15.");
        }
        read
    }

    pub(super) fn amount(&mut self, row: &SheetRow, field: Field) -> Option<Cents> {
        let read = Cents::read(self.text(row, field));
        match read {
            Ok(amount) => Some(amount),
            Err(AmountError::NotPositive) => {
                let advice =
                    "Un retrait d'engagement ou une annulation se saisit à la main, depuis le registre.";
                self.error(row, field, "Un montant d'extrait est supérieur à zéro.", advice);
                None
            }
            Err(error) => {
                self.error(row, field, french::funding::amount(error), "");
                None
            }
        }
    }

    /// What is bought; the rest, where the extract does not say.
    pub(super) fn nature(&mut self, row: &SheetRow) -> Option<Nature> {
        let text = self.text(row, Field::Nature);
        if text.is_empty() {
            return Some(Nature::Other);
        }
        let read = nature(text);
        if read.is_none() {
            self.error(row, Field::Nature, "Cette nature n'est pas connue.", &natures());
        }
        read
    }

    pub(super) fn coding(&self, row: &SheetRow) -> CodingInput {
        let fields = self.header.at.keys();
        let told = fields.filter_map(|field| match field {
            Field::Coding(part) => Some((*part, self.text(row, *field).to_owned())),
            _ => None,
        });
        told.collect()
    }
}
