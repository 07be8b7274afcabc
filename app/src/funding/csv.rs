//! The money as files that a French spreadsheet opens: semicolons, a byte order mark, ISO days, amounts in euros with a comma.

use super::{Money, words};
use crate::rollout::csv_text as text;
use domain::funding::Cents;
use store::funding::Sealed;

const MARK: &str = "\u{feff}";

/// `1234,56`.
fn euros(amount: Cents) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    let size = amount.0.unsigned_abs();
    format!("{sign}{},{:02}", size / 100, size % 100)
}

/// One line a week with an entry: what it moved, and the totals.
pub fn weeks_csv(money: &Money) -> String {
    let mut out = format!("{MARK}semaine_du;ae_engagees;cp_payes;ae_cumul;cp_cumul\r\n");
    let moved = super::by_week(&money.funding);
    for (week, total) in money.cumulated() {
        let pair = moved.get(&week).copied().unwrap_or_default();
        out.push_str(&format!(
            "{};{};{};{};{}\r\n",
            week.monday(),
            euros(pair.ae),
            euros(pair.cp),
            euros(total.ae),
            euros(total.cp)
        ));
    }
    out
}

/// One line an entry, in the order of the ledger, with its hash.
pub fn entries_csv(entries: &[Sealed]) -> String {
    let mut out = format!(
        "{MARK}ecriture;jour;exercice;type;ej;piece;fournisseur;objet;nature;reference;ae;cp;certifie;recette;plafond_ae;plafond_cp;uo;engagement;annule;saisie_le;empreinte\r\n"
    );
    for Sealed { entry, hash } in entries {
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
            text(&entry.unit),
            optional(entry.commitment.map(|entry| entry.0)),
            optional(entry.reverses.map(|entry| entry.0)),
            entry.recorded_at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            hash.to_string(),
        ];
        out.push_str(&fields.join(";"));
        out.push_str("\r\n");
    }
    out
}
