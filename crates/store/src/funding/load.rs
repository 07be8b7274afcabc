//! As much of the ledger as a decision needs; or the whole of it.

pub(super) mod counter;
mod facts;

use super::row::{EntryRow, Sealed, day, entry_columns};
use crate::{
    Store,
    engine::{
        batch::Value,
        fault::{Fault, StoreError, readable},
        read, write,
    },
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use counter::{COUNTERS, CounterRow};
use domain::{
    Principal,
    funding::{Cents, ChorusCoding, ChorusNumber, CodingField, EntryNumber, EntryRequest, Ledger},
};
use facts::{FactsRow, document_kind};
use std::collections::BTreeMap;
use tokio::sync::OnceCell;

/// The convention's coding, once it was asked.
#[derive(Default)]
struct SignedCoding(OnceCell<ChorusCoding>);

/// What an attempt was answered before, if it was made before.
pub(super) enum Before {
    /// By itself, with this answer.
    Answered { fingerprint: Vec<u8>, answer: String },
    /// With others, as a line of a file: no answer of its own is kept.
    InFile,
}

/// How many duties stand suspended: the delegation is, while one does.
macro_rules! suspended {
    () => {
        "select count(*) from duty_step s where s.step = 'suspended' \
         and not exists (select 1 from duty_step l where l.duty = s.duty and l.rank > s.rank)"
    };
}

/// One row: the head, whether the delegation is suspended, the answer to the same request, the commitment and the document asked about.
const FACTS: &str = concat!(
    "select h.sequence as last, h.hash as head, (",
    suspended!(),
    ") as suspended, (select cast(d.day as text) from funding_day d where d.name = 'signature') as signed_on, \
     (select d.sequence from ledger_document d where d.kind = $2 and d.number = $3) as document, \
     (select o.sequence from ledger_entry o where o.request = $1) as entered, \
     r.fingerprint, r.answer, c.sequence as commitment, c.ej, c.committed_cents, c.certified_cents, c.paid_cents, \
     cast(e.day as text) as committed_on, e.year as committed_year, e.nature \
     from ledger_head h left join request r on r.id = $1 \
     left join ledger_commitment c on c.ej = $4 or c.sequence = (select case o.kind when 'commitment' then o.sequence else o.commitment end \
     from ledger_entry o where o.sequence = $5) \
     left join ledger_entry e on e.sequence = c.sequence where h.id = 1"
);

impl Store {
    /// Begins a write with what deciding some wishes needs, and what the same requests were answered before.
    pub(super) async fn begin_ledger<'a>(
        &self,
        by: &Principal,
        at: DateTime<Utc>,
        wishes: impl Iterator<Item = &'a EntryRequest> + Clone + Send,
    ) -> Result<(Tx, Ledger, Vec<Option<Before>>), StoreError> {
        let text = |number: Option<ChorusNumber>| number.map(|number| number.to_string());
        let about = |asked: &EntryRequest| -> Vec<Value> {
            vec![
                asked.id.0.into(),
                document_kind(asked).code().into(),
                text(asked.number()).into(),
                text(asked.ej()).into(),
                asked.original().map(|entry| entry.0).into(),
            ]
        };
        let rows = wishes.clone().map(about).collect();
        let coding = self.chorus_coding().await?;
        let (mut tx, facts, counters) = self
            .begin_asking::<FactsRow, CounterRow>(by, at, rows, [FACTS, COUNTERS])
            .await?;
        let mut ledger = Ledger {
            coding,
            ..Ledger::default()
        };
        let mut before = Vec::with_capacity(facts.len());
        for (asked, facts) in wishes.clone().zip(facts) {
            before.push(facts.fill(asked, &mut ledger)?);
        }
        if before.len() != wishes.clone().count() {
            return Err(Fault::Untouched("ledger_head").into());
        }
        ledger.counters = counters
            .into_iter()
            .map(CounterRow::read)
            .collect::<Result<_, _>>()?;
        if wishes.clone().any(EntryRequest::needs_cover) {
            unpaid_by_day(&mut tx, &mut ledger).await?;
        }
        for original in wishes.filter_map(EntryRequest::original) {
            let (entry, reversed) = original_of(&mut tx, original).await?;
            if let Some(entry) = entry {
                ledger.entries.insert(original, (entry.entry, reversed));
            }
        }
        Ok((tx, ledger, before))
    }

    /// The whole ledger, made again from its entries: what an extract is compared with.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn ledger(&self) -> Result<Ledger, StoreError> {
        let rows: Vec<EntryRow> = read!(self, |pool| sqlx::query_as(EVERY).fetch_all(pool).await?);
        let mut ledger = Ledger {
            coding: self.chorus_coding().await?,
            ..Ledger::default()
        };
        add(&mut ledger, rows)?;
        Ok(ledger)
    }

    /// The convention's coding, as signed: it never changes, so it is asked once.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn chorus_coding(&self) -> Result<ChorusCoding, StoreError> {
        const CODING: &str = "select field, value, to_check from chorus_coding";
        let signed = self.state::<SignedCoding>();
        let coding = signed.0.get_or_try_init(async || {
            let rows: Vec<(String, String, bool)> =
                read!(self, |pool| sqlx::query_as(CODING).fetch_all(pool).await?);
            let mut coding = BTreeMap::new();
            for (field, value, to_check) in rows {
                let known = readable(
                    "chorus_coding",
                    "field",
                    &field,
                    &field,
                    CodingField::from_code(&field),
                )?;
                coding.insert(known, (value, to_check));
            }
            Ok::<_, StoreError>(ChorusCoding(coding))
        });
        Ok(coding.await?.clone())
    }
}

/// What each day certified and paid, of the commitments that are there.
async fn unpaid_by_day(tx: &mut Tx, ledger: &mut Ledger) -> Result<(), StoreError> {
    const DAYS: &str = "select cast(coalesce(o.day, e.day) as text), cast(sum(e.certified_cents - e.cp_cents) as bigint) \
         from ledger_entry e left join ledger_entry o on o.sequence = e.reverses where e.commitment = $1 group by coalesce(o.day, e.day)";
    for (entry, commitment) in &mut ledger.commitments {
        let rows: Vec<(String, i64)> = write!(tx, |conn| sqlx::query_as(DAYS)
            .bind(entry.0)
            .fetch_all(conn)
            .await?);
        for (text, cents) in rows {
            let on = readable("ledger_entry", "day", entry.0, &text, day(&text))?;
            commitment.unpaid_by_day.insert(on, Cents(cents));
        }
    }
    Ok(())
}

async fn original_of(tx: &mut Tx, original: EntryNumber) -> Result<(Option<Sealed>, bool), StoreError> {
    const ORIGINAL: &str = concat!(
        "select ",
        entry_columns!(),
        " from ledger_entry e where e.sequence = $1"
    );
    const REVERSED: &str = "select count(*) from ledger_entry where reverses = $1";
    let row: Option<EntryRow> = write!(tx, |conn| sqlx::query_as(ORIGINAL)
        .bind(original.0)
        .fetch_optional(conn)
        .await?);
    let reversed: i64 = write!(tx, |conn| sqlx::query_scalar(REVERSED)
        .bind(original.0)
        .fetch_one(conn)
        .await?);
    Ok((row.map(EntryRow::sealed).transpose()?, reversed > 0))
}

pub(super) const EVERY: &str = concat!(
    "select ",
    entry_columns!(),
    " from ledger_entry e order by e.sequence"
);
const SUSPENDED: &str = suspended!();
const SIGNED: &str = "select day from funding_day where name = 'signature'";

/// The whole ledger, made again from its entries.
pub(super) async fn whole(tx: &mut Tx, coding: ChorusCoding) -> Result<Ledger, StoreError> {
    let rows: Vec<EntryRow> = write!(tx, |conn| sqlx::query_as(EVERY).fetch_all(conn).await?);
    let suspended: i64 = write!(tx, |conn| sqlx::query_scalar(SUSPENDED).fetch_one(conn).await?);
    let signed_on: Option<NaiveDate> =
        write!(tx, |conn| sqlx::query_scalar(SIGNED).fetch_optional(conn).await?);
    let mut ledger = Ledger {
        coding,
        signed_on,
        suspended: suspended > 0,
        ..Ledger::default()
    };
    add(&mut ledger, rows)?;
    Ok(ledger)
}

fn add(ledger: &mut Ledger, rows: Vec<EntryRow>) -> Result<(), Fault> {
    for row in rows {
        let Sealed { entry, hash } = row.sealed()?;
        ledger.add(&entry, hash);
    }
    Ok(())
}
