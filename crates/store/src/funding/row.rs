//! An entry as it stands in the store. What does not read back exactly as it was written is told, never guessed: the chain is over what is written.

use crate::engine::{
    batch::{Value, row},
    fault::{Fault, readable},
};
use chrono::{DateTime, NaiveDate};
use domain::{
    Actor,
    adoption::RequestId,
    funding::{
        BudgetYear, Cents, ChorusNumber, EntryKind, EntryNumber, Hash, LedgerEntry, Moves, Nature, Pair,
    },
};
use uuid::Uuid;

/// An entry and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The entry.
    pub entry: LedgerEntry,
    /// Its hash, over the one before.
    pub hash: Hash,
}

/// The columns of [`EntryRow`]. The day is asked as text: two writings of a day must not be one.
macro_rules! entry_columns {
    () => {
        "e.sequence, e.request, e.kind, cast(e.day as text) as day, e.recorded_us, e.year, e.from_year, e.budget_unit, e.maximum_ae_cents, \
         e.maximum_cp_cents, e.ceiling_ae_cents, e.ceiling_cp_cents, e.ae_cents, e.cp_cents, e.certified_cents, e.received_cents, \
         e.commitment, e.reverses, e.ej, e.number, e.supplier, e.nature, e.object, e.reference, e.author, e.hash"
    };
}
pub(super) use entry_columns;

#[derive(sqlx_macros::FromRow)]
pub(super) struct EntryRow {
    pub sequence: i64,
    request: Uuid,
    kind: String,
    day: String,
    recorded_us: i64,
    year: i64,
    from_year: Option<i64>,
    budget_unit: String,
    maximum_ae_cents: i64,
    maximum_cp_cents: i64,
    ceiling_ae_cents: i64,
    ceiling_cp_cents: i64,
    ae_cents: i64,
    cp_cents: i64,
    certified_cents: i64,
    received_cents: i64,
    commitment: Option<i64>,
    reverses: Option<i64>,
    ej: Option<String>,
    number: Option<String>,
    supplier: Option<String>,
    nature: Option<String>,
    object: String,
    reference: Option<String>,
    author: String,
    hash: Vec<u8>,
}

const TABLE: &str = "ledger_entry";

/// A day, written in the one way that we write it.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    text.parse::<NaiveDate>()
        .ok()
        .filter(|day| day.to_string() == text)
}

/// A budget year of the convention.
pub(super) fn budget_year(year: i64) -> Option<BudgetYear> {
    i32::try_from(year).ok().and_then(BudgetYear::new)
}

fn chorus(text: &str) -> Option<ChorusNumber> {
    ChorusNumber::read(text)
        .ok()
        .filter(|number| number.as_str() == text)
}

impl EntryRow {
    pub(super) fn sealed(self) -> Result<Sealed, Fault> {
        let at = self.sequence;
        let year = |column, year: i64| readable(TABLE, column, at, &year.to_string(), budget_year(year));
        let number = |column, text: Option<String>| {
            text.map(|text| readable(TABLE, column, at, &text, chorus(&text)))
                .transpose()
        };
        let read_author = Actor::from_code(&self.author).filter(|author| author.code() == self.author);
        let nature = self
            .nature
            .map(|code| readable(TABLE, "nature", at, &code, Nature::from_code(&code)));
        let entry = LedgerEntry {
            sequence: EntryNumber(at),
            request: RequestId(self.request),
            kind: readable(TABLE, "kind", at, &self.kind, EntryKind::from_code(&self.kind))?,
            day: readable(TABLE, "day", at, &self.day, day(&self.day))?,
            recorded_at: readable(
                TABLE,
                "recorded_us",
                at,
                &self.recorded_us.to_string(),
                DateTime::from_timestamp_micros(self.recorded_us),
            )?,
            year: year("year", self.year)?,
            from_year: self.from_year.map(|from| year("from_year", from)).transpose()?,
            budget_unit: self.budget_unit,
            moves: Moves {
                maximum: pair(self.maximum_ae_cents, self.maximum_cp_cents),
                ceiling: pair(self.ceiling_ae_cents, self.ceiling_cp_cents),
                consumed: pair(self.ae_cents, self.cp_cents),
                certified: Cents(self.certified_cents),
                received: Cents(self.received_cents),
            },
            commitment: self.commitment.map(EntryNumber),
            reverses: self.reverses.map(EntryNumber),
            ej: number("ej", self.ej)?,
            number: number("number", self.number)?,
            supplier: self.supplier,
            nature: nature.transpose()?,
            object: self.object,
            reference: self.reference,
            author: readable(TABLE, "author", at, &self.author, read_author)?,
        };
        let hash = readable(
            TABLE,
            "hash",
            at,
            &format!("{:?}", self.hash),
            Hash::new(&self.hash),
        )?;
        Ok(Sealed { entry, hash })
    }
}

const fn pair(ae: i64, cp: i64) -> Pair {
    Pair {
        ae: Cents(ae),
        cp: Cents(cp),
    }
}

/// What an entry's statement begins with.
pub(super) const ENTER: &str = "insert into ledger_entry (sequence, request, kind, day, recorded_us, year, from_year, budget_unit, maximum_ae_cents, \
     maximum_cp_cents, ceiling_ae_cents, ceiling_cp_cents, ae_cents, cp_cents, certified_cents, received_cents, commitment, reverses, ej, number, \
     supplier, nature, object, reference, author, hash)";

/// An entry's row, in the order of [`ENTER`].
pub(super) fn values(entry: &LedgerEntry, hash: Hash) -> [Value; 26] {
    let text = |number: Option<ChorusNumber>| number.map(|number| number.to_string());
    let Moves {
        maximum,
        ceiling,
        consumed,
        certified,
        received,
    } = entry.moves;
    row![
        entry.sequence.0,
        entry.request.0,
        entry.kind.code(),
        entry.day,
        entry.recorded_at.timestamp_micros(),
        i64::from(entry.year.number()),
        entry.from_year.map(|year| i64::from(year.number())),
        entry.budget_unit.clone(),
        maximum.ae.0,
        maximum.cp.0,
        ceiling.ae.0,
        ceiling.cp.0,
        consumed.ae.0,
        consumed.cp.0,
        certified.0,
        received.0,
        entry.commitment.map(|entry| entry.0),
        entry.reverses.map(|entry| entry.0),
        text(entry.ej),
        text(entry.number),
        entry.supplier.clone(),
        entry.nature.map(|nature| nature.code().to_owned()),
        entry.object.clone(),
        entry.reference.clone(),
        entry.author.code(),
        hash.0.to_vec(),
    ]
}
