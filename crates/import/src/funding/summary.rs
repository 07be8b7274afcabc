//! What an extract brings and what the ledger says otherwise, in sentences.

use super::{columns, lines::Placed, natures};
use crate::reading::report::Findings;
use domain::funding::{Discrepancy, EntryKind, EntryNumber, Ledger, LedgerEntry, Nature, Reconciled};
use french::{count, euros, funding, short_day};

/// What differs and what is missing: told, never changed.
pub(super) fn told(ledger: &Ledger, found: &Reconciled, facts: &[Placed], findings: &mut Findings) {
    for (place, entry, differences) in &found.different {
        let said: Vec<String> = differences.iter().map(difference).collect();
        if let Some(placed) = facts.get(*place) {
            let value = euros(placed.fact.amount().0);
            let why = format!(
                "L'écriture n° {entry} du registre dit autre chose : {}.",
                said.join(", ")
            );
            let advice = "Rien n'est changé. Si l'extrait a raison, annulez l'écriture et saisissez-la à nouveau, ou saisissez un retrait.";
            findings.warning(placed.line, Some(&placed.amount_title), &value, why, advice);
        }
    }
    for placed in found.new.iter().filter_map(|place| facts.get(*place)) {
        if !placed.nature_told {
            let (column, other) = (Some(columns::NATURE), funding::nature(Nature::Other));
            let why = format!("La nature n'est pas dite : cet engagement est rangé dans « {other} ».");
            findings.warning(placed.line, column, "", why, natures::natures());
        }
    }
    for number in &found.missing {
        if let Some((entry, _)) = ledger.entries.get(number) {
            let why = format!(
                "L'écriture n° {number} du registre n'est pas dans cet extrait : {}.",
                described(entry)
            );
            findings.warning(
                0,
                None,
                "",
                why,
                "Vérifiez dans Chorus ; si elle n'y est pas, annulez-la.",
            );
        }
    }
}

fn difference(difference: &Discrepancy) -> String {
    match difference {
        Discrepancy::Day(day) => format!("le jour y est le {}", short_day(*day)),
        Discrepancy::Amount(amount) => format!("le montant y est {}", euros(amount.0)),
        Discrepancy::Supplier(supplier) => format!("le fournisseur y est « {supplier} »"),
        Discrepancy::Commitment(Some(ej)) => format!("l'EJ y est {ej}"),
        Discrepancy::Commitment(None) => "son engagement y est annulé".to_owned(),
        Discrepancy::Reversed => "elle y est annulée".to_owned(),
    }
}

fn described(entry: &LedgerEntry) -> String {
    let moved = match entry.kind {
        EntryKind::Service => entry.moves.certified,
        EntryKind::Payment => entry.moves.consumed.cp,
        _ => entry.moves.consumed.ae,
    };
    let number = entry
        .ej
        .or(entry.number)
        .map(|number| format!(" {number}"))
        .unwrap_or_default();
    format!(
        "{}{number} du {}, {}",
        funding::kind(entry.kind).to_lowercase(),
        short_day(entry.day),
        euros(moved.0)
    )
}

/// What was done, in sentences: new, known, different, missing.
pub(super) fn summary(
    found: &Reconciled,
    new: &[&Placed],
    entries: &[EntryNumber],
    dry_run: bool,
) -> Vec<String> {
    let mut out = Vec::new();
    let of = |kind: EntryKind| new.iter().filter(|placed| placed.fact.kind() == kind).count();
    let kinds = [
        (of(EntryKind::Commitment), "engagement", "engagements"),
        (of(EntryKind::Service), "service fait", "services faits"),
        (of(EntryKind::Payment), "paiement", "paiements"),
    ];
    let by_kind: Vec<String> = kinds
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| counted(number, one, many))
        .collect();
    match (entries.first(), entries.last()) {
        (Some(first), Some(last)) if !dry_run => {
            let numbers = if first == last {
                format!("écriture n° {first}")
            } else {
                format!("écritures n° {first} à {last}")
            };
            out.push(format!(
                "Saisi au registre : {} ({numbers}).",
                french::list(&by_kind)
            ));
        }
        (Some(_), Some(_)) => out.push(format!("Serait saisi au registre : {}.", french::list(&by_kind))),
        _ => out.push("Rien de nouveau : aucune écriture n'est ajoutée.".to_owned()),
    }
    if !found.known.is_empty() {
        out.push(format!(
            "{} déjà au registre.",
            counted(found.known.len(), "pièce", "pièces")
        ));
    }
    if !found.different.is_empty() {
        let pieces = counted(
            found.different.len(),
            "pièce que le registre dit autrement",
            "pièces que le registre dit autrement",
        );
        out.push(format!("{pieces} : rien n'y est changé."));
    }
    if !found.missing.is_empty() {
        out.push(format!(
            "{} que l'extrait n'a pas, pour ses dates.",
            counted(
                found.missing.len(),
                "écriture du registre",
                "écritures du registre"
            )
        ));
    }
    out
}

fn counted(number: usize, one: &str, many: &str) -> String {
    count(i64::try_from(number).unwrap_or(i64::MAX), one, many)
}
