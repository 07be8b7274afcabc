//! Rows that sum others: said by their first word.

use domain::{Uai, search::fold};

/// `Total`, `Total général`, `Sous-total 2021`, `Somme`.
pub fn is_total(text: &str) -> bool {
    let folded = fold(text);
    ["total", "totaux", "sous total", "somme", "cumul"]
        .iter()
        .any(|word| {
            folded
                .strip_prefix(word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

/// Whether a row sums others: its first word says so, and it is of no school.
pub fn is_total_row<'a>(mut fields: impl Iterator<Item = &'a str> + Clone) -> bool {
    let first = fields.clone().find(|field| !field.is_empty());
    first.is_some_and(is_total) && !fields.any(|field| field.parse::<Uai>().is_ok())
}
