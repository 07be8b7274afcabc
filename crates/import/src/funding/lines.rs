//! The rows of an extract as facts: one of a commitment, of a service fait, of a payment, or several on one row.

use super::{
    columns::Field,
    natures::{nature, natures},
};
use crate::reading::{
    fields,
    report::Findings,
    sheet::{Cell, Sheet, SheetRow},
};
use domain::{
    funding::{AmountError, Cents, ChorusNumber, CodingInput, EntryKind, Fact, Nature, Wish},
    search::fold,
};
use std::collections::{BTreeMap, HashMap};

/// A fact, its line, and the title of its amount's column.
pub struct Placed {
    pub line: u64,
    pub amount_title: String,
    /// Whether a commitment says what it buys.
    pub nature_told: bool,
    pub fact: Fact,
}

/// Where the fields of an extract stand.
pub struct Header {
    pub line: u64,
    pub titles: Vec<String>,
    pub at: BTreeMap<Field, usize>,
}

impl Header {
    /// The title of a field's column, as the file has it.
    fn title(&self, field: Field) -> &str {
        let title = self.at.get(&field).and_then(|at| self.titles.get(*at));
        title.map_or("", String::as_str)
    }

    /// What a row has of a field.
    fn cell<'r>(&self, row: &'r SheetRow, field: Field) -> Option<&'r Cell> {
        self.at.get(&field).and_then(|at| row.cells.get(*at))
    }

    /// The titles that nothing reads.
    pub fn unread(&self) -> Vec<String> {
        let read: Vec<usize> = self.at.values().copied().collect();
        let titles = self.titles.iter().enumerate();
        let unread = titles.filter(|(at, title)| !title.is_empty() && !read.contains(at));
        unread.map(|(_, title)| title.clone()).collect()
    }
}

/// Reads the rows below the header; what is wrong goes to the findings, by line and column.
pub fn facts(sheet: &Sheet, header: &Header, findings: &mut Findings) -> Vec<Placed> {
    check_merged(sheet, header, findings);
    let mut reading = Reading {
        header,
        findings,
        facts: Vec::new(),
        seen: HashMap::new(),
    };
    for row in sheet.rows.iter().filter(|row| row.line > header.line) {
        reading.row(row);
    }
    reading.facts
}

/// A merged cell says one thing for several rows or columns: which, nobody knows.
fn check_merged(sheet: &Sheet, header: &Header, findings: &mut Findings) {
    for merged in &sheet.merged {
        let field = header
            .at
            .iter()
            .find(|(_, at)| (merged.columns.0..=merged.columns.1).contains(at));
        if let (Some((field, _)), true) = (field, merged.lines.1 > header.line) {
            findings.error(
                merged.lines.0,
                Some(header.title(*field)),
                "",
                "Des cellules sont fusionnées ici : on ne sait pas de quelle ligne est leur valeur.",
                "Défusionnez-les et répétez la valeur sur chaque ligne.",
            );
        }
    }
}

struct Reading<'a> {
    header: &'a Header,
    findings: &'a mut Findings,
    facts: Vec<Placed>,
    /// The line of each document.
    seen: HashMap<Document, u64>,
}

/// A document of Chorus: a number names one of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Document {
    kind: EntryKind,
    number: ChorusNumber,
}

impl Reading<'_> {
    fn row(&mut self, row: &SheetRow) {
        if self
            .header
            .at
            .keys()
            .all(|field| self.text(row, *field).is_empty())
        {
            return;
        }
        let is_document = ChorusNumber::read(self.text(row, Field::Ej)).is_ok();
        if let Some(total) = row.cells.iter().find(|cell| !is_document && is_total(cell)) {
            self.findings.error(
                row.line,
                None,
                &total.text,
                "Cette ligne est un total.",
                "Enlevez les lignes de total et de sous-total : chaque ligne est une pièce.",
            );
            return;
        }
        if self.has_formula(row) {
            return;
        }
        let errors = self.findings.errors_total;
        let ej = self.number(row, Field::Ej, "Le numéro d'EJ manque.");
        let coding = self.coding(row);
        let count = self.facts.len();
        let present = [
            self.commitment(row, ej, &coding),
            self.service(row, ej, &coding),
            self.payment(row, ej, &coding),
        ];
        if !present.contains(&true) && self.findings.errors_total == errors {
            self.findings.error(
                row.line,
                None,
                "",
                "Cette ligne n'a ni montant engagé, ni montant certifié, ni montant payé.",
                "Complétez-la, ou enlevez-la.",
            );
        }
        if self.findings.errors_total > errors {
            self.facts.truncate(count);
        }
    }

    /// A formula's value is that of the last time somebody opened the file: it is not taken for a document's.
    fn has_formula(&mut self, row: &SheetRow) -> bool {
        let mut found = false;
        for field in self.header.at.keys() {
            if let Some(cell) = self.header.cell(row, *field).filter(|cell| cell.formula) {
                found = true;
                self.findings.error(
                    row.line,
                    Some(self.header.title(*field)),
                    &cell.text,
                    "Cette cellule contient une formule.",
                    "Remplacez-la par sa valeur (copier, puis collage spécial : valeurs).",
                );
            }
        }
        found
    }

    fn commitment(&mut self, row: &SheetRow, ej: Option<ChorusNumber>, coding: &CodingInput) -> bool {
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

    fn service(&mut self, row: &SheetRow, ej: Option<ChorusNumber>, coding: &CodingInput) -> bool {
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

    fn payment(&mut self, row: &SheetRow, ej: Option<ChorusNumber>, coding: &CodingInput) -> bool {
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

    fn text<'r>(&self, row: &'r SheetRow, field: Field) -> &'r str {
        self.header.cell(row, field).map_or("", |cell| cell.text.as_str())
    }

    fn error(&mut self, row: &SheetRow, field: Field, why: impl Into<String>, advice: &str) {
        let value = self.text(row, field).to_owned();
        // A column that the file has not is named as the mapping names it.
        let title = match self.header.title(field) {
            "" => field.name(),
            title => title,
        };
        self.findings.error(row.line, Some(title), &value, why, advice);
    }

    fn number(&mut self, row: &SheetRow, field: Field, missing: &str) -> Option<ChorusNumber> {
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

    fn day(&mut self, row: &SheetRow, field: Field) -> Option<chrono::NaiveDate> {
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

    fn amount(&mut self, row: &SheetRow, field: Field) -> Option<Cents> {
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
    fn nature(&mut self, row: &SheetRow) -> Option<Nature> {
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

    fn coding(&self, row: &SheetRow) -> CodingInput {
        let fields = self.header.at.keys();
        let told = fields.filter_map(|field| match field {
            Field::Coding(part) => Some((*part, self.text(row, *field).to_owned())),
            _ => None,
        });
        told.collect()
    }
}

/// `Total`, `Total général`, `Sous-total 2021`, `Somme`.
fn is_total(cell: &Cell) -> bool {
    let folded = fold(&cell.text);
    ["total", "totaux", "sous total", "somme", "cumul"]
        .iter()
        .any(|word| {
            folded
                .strip_prefix(word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}
