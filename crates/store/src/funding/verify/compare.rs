//! The sums of the ledger's tables compared with those of its entries.

use super::Found;
use crate::{
    engine::{fault::Fault, write},
    funding::{
        figures::{WeekRow, week},
        load::counter::{COUNTERS, CounterRow},
        row,
    },
    transaction::Snapshot,
};
use domain::funding::Ledger;
use std::collections::BTreeMap;

/// The first sum that is not the one of the entries.
pub(super) async fn compare(at: &mut Snapshot, ledger: &Ledger) -> Result<Option<String>, Found> {
    const MOVED: &str = "select year, credit, moved from ledger_counter";
    const COMMITMENTS: &str =
        "select sequence, ej, committed_cents, certified_cents, paid_cents, moved from ledger_commitment";
    const DOCUMENTS: &str = "select kind, number, sequence from ledger_document";
    const WEEKS: &str = "select cast(week as text), nature, ae_cents, cp_cents from ledger_week";
    let rows: Vec<CounterRow> = write!(at, |conn| sqlx::query_as(COUNTERS).fetch_all(conn).await?);
    let counters: Result<BTreeMap<_, _>, Fault> = rows.into_iter().map(CounterRow::read).collect();
    if !counters.is_ok_and(|counters| counters == ledger.counters) {
        return Ok(Some("ledger_counter".to_owned()));
    }
    let moved: Vec<(i64, String, i64)> = write!(at, |conn| sqlx::query_as(MOVED).fetch_all(conn).await?);
    let commitments: Vec<(i64, Option<String>, i64, i64, i64, i64)> =
        write!(at, |conn| sqlx::query_as(COMMITMENTS).fetch_all(conn).await?);
    let (counters_moved, commitments_moved) = last_moves(ledger);
    if moved
        .iter()
        .any(|(year, _, moved)| counters_moved.get(year).copied().unwrap_or(0) != *moved)
    {
        return Ok(Some("ledger_counter".to_owned()));
    }
    let expected: Vec<_> = ledger
        .commitments
        .iter()
        .map(|(entry, known)| {
            let ej = known.ej.map(|ej| ej.to_string());
            let moved = commitments_moved.get(&entry.0).copied().unwrap_or(entry.0);
            (
                entry.0,
                ej,
                known.committed.0,
                known.certified.0,
                known.paid.0,
                moved,
            )
        })
        .collect();
    let mut found = commitments;
    found.sort_unstable();
    if found != expected {
        return Ok(Some("ledger_commitment".to_owned()));
    }
    let mut documents: Vec<(String, String, i64)> =
        write!(at, |conn| sqlx::query_as(DOCUMENTS).fetch_all(conn).await?);
    documents.sort_unstable();
    let mut expected: Vec<_> = ledger
        .documents
        .iter()
        .map(|((kind, number), entry)| (kind.code().to_owned(), number.to_string(), entry.0))
        .collect();
    expected.sort_unstable();
    if documents != expected {
        return Ok(Some("ledger_document".to_owned()));
    }
    let weeks: Vec<(String, String, i64, i64)> =
        write!(at, |conn| sqlx::query_as(WEEKS).fetch_all(conn).await?);
    let read = |(monday, nature, ae, cp): (String, String, i64, i64)| {
        let row = WeekRow {
            week: row::day(&monday)?,
            nature,
            ae_cents: ae,
            cp_cents: cp,
        };
        let ((found, nature), pair) = week(row).ok()?;
        // A week that is not known by its Monday was changed.
        (found.monday().to_string() == monday).then_some(((found, nature), pair))
    };
    let weeks: Option<BTreeMap<_, _>> = weeks.into_iter().map(read).collect();
    Ok((weeks.as_ref() != Some(&ledger.weeks)).then(|| "ledger_week".to_owned()))
}

/// The last entry that moved each year's counters, and each commitment.
fn last_moves(ledger: &Ledger) -> (BTreeMap<i64, i64>, BTreeMap<i64, i64>) {
    let (mut years, mut commitments) = (BTreeMap::new(), BTreeMap::new());
    for (number, (entry, _)) in &ledger.entries {
        years.insert(0, number.0);
        for year in [Some(entry.year), entry.from_year].into_iter().flatten() {
            years.insert(i64::from(year.number()), number.0);
        }
        if let Some(commitment) = entry.commitment {
            commitments.insert(commitment.0, number.0);
        }
    }
    (years, commitments)
}
