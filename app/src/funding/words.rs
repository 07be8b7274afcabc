//! The words of what a verification of the ledger found.

use crate::french::count;
use store::funding::Verdict;

/// Of which clock the times of a file are.
pub const UTC: &str = "en temps universel (UTC), une ou deux heures de moins qu'à Paris";

/// What a verification found, and what to do.
pub fn verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Whole { last, head } => format!(
            "Registre intact : {}, empreinte {head}.",
            count(last.0, "écriture", "écritures")
        ),
        Verdict::Altered(entry) => format!(
            "L'écriture n° {entry} a été modifiée, ou manque : c'est la première qui ne correspond plus à son empreinte."
        ),
        Verdict::Cut { last, known } => format!(
            "Les dernières écritures manquent : le registre allait jusqu'au n° {known}, il s'arrête au n° {last}."
        ),
        Verdict::Counter(which) => {
            format!("Les écritures sont intactes, mais un total gardé ne vaut plus leur somme ({which}).")
        }
        Verdict::Damaged(why) => format!("Le fichier de la base est endommagé : {why}."),
    }
}
