//! The money as files that a French spreadsheet opens: semicolons, a byte order mark, ISO days, amounts in euros with a comma.

use super::{
    allow, by_week, cumulated,
    words::{self, plain_euros as euros},
};
use crate::{desk::Desk, failure::Failure, rollout::csv_text as text};
use domain::Action;
use store::funding::{LedgerFilter, Sealed};

const MARK: &str = "\u{feff}";
/// Entries of a file.
const ENTRIES_MAX: i64 = 100_000;

/// One line a week with an entry: what it moved, and the totals.
///
/// # Errors
/// [`Failure::Forbidden`] to whoever may not read the money.
pub async fn weeks_csv(desk: &Desk) -> Result<String, Failure> {
    allow(desk, Action::ReadFunding)?;
    let moved = by_week(&desk.store.funding().await?);
    let mut out = format!("{MARK}semaine_du;ae_engagees;cp_payes;ae_cumul;cp_cumul\r\n");
    for ((week, total), pair) in cumulated(&moved).into_iter().zip(moved.values()) {
        out.push_str(&format!(
            "{};{};{};{};{}\r\n",
            week.monday(),
            euros(pair.ae),
            euros(pair.cp),
            euros(total.ae),
            euros(total.cp)
        ));
    }
    Ok(out)
}

/// One line an entry, in the order of the ledger, with its hash.
///
/// # Errors
/// [`Failure::Forbidden`] to whoever may not read the money.
pub async fn entries_csv(desk: &Desk) -> Result<String, Failure> {
    allow(desk, Action::ReadFunding)?;
    let page = desk
        .store
        .ledger_page(&LedgerFilter::default(), 0, ENTRIES_MAX)
        .await?;
    let mut out = format!(
        "{MARK}ecriture;jour;exercice;type;ej;piece;fournisseur;objet;nature;reference;ae;cp;certifie;recette;plafond_ae;plafond_cp;uo;engagement;annule;saisie_le;empreinte\r\n"
    );
    for Sealed { entry, hash } in page.entries.iter().rev() {
        let optional = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let fields = [
            entry.sequence.to_string(),
            entry.day.to_string(),
            entry.year.to_string(),
            words::kind(entry.kind).to_owned(),
            entry.ej.map(|ej| ej.to_string()).unwrap_or_default(),
            entry.number.map(|number| number.to_string()).unwrap_or_default(),
            text(entry.supplier.as_deref().unwrap_or_default()),
            text(&entry.object),
            entry.nature.map(words::nature).unwrap_or_default().to_owned(),
            text(entry.reference.as_deref().unwrap_or_default()),
            euros(entry.moves.consumed.ae),
            euros(entry.moves.consumed.cp),
            euros(entry.moves.certified),
            euros(entry.moves.received),
            euros(entry.moves.ceiling.ae),
            euros(entry.moves.ceiling.cp),
            text(&entry.budget_unit),
            optional(entry.commitment.map(|entry| entry.0)),
            optional(entry.reverses.map(|entry| entry.0)),
            entry.recorded_at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            hash.to_string(),
        ];
        out.push_str(&fields.join(";"));
        out.push_str("\r\n");
    }
    Ok(out)
}
