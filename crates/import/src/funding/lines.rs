//! The rows of an extract as facts: one of a commitment, of a service fait, of a payment, or several on one row.

mod cells;
mod documents;

use super::columns::Field;
use crate::reading::{
    report::Findings,
    sheet::{Cell, Sheet, SheetRow},
    total::is_total,
};
use domain::funding::{ChorusNumber, EntryKind, Fact};
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
        if let Some(total) = row.cells.iter().find(|cell| !is_document && is_total(&cell.text)) {
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
}
