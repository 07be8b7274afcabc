//! The row of titles of a table, looked for among its first rows: people write a title above, and leave lines empty.

use super::{
    clean::clean,
    raw_row::RawRow,
    wanted::{Wanted, name},
};
use csv::StringRecord;
use std::sync::Arc;

/// The most rows among which the titles are looked for.
pub const ABOVE_MAX: usize = 20;

/// How a row is known for the titles of a table: the number of titles that it has, above [`WHOLE`] where none is missing.
pub type Titles = Arc<dyn Fn(&StringRecord) -> usize + Send + Sync>;

/// What a row gets beside its titles when it has all those that are required.
pub const WHOLE: usize = 1_000;

/// Rows known by the columns that are wanted.
pub fn titles(wanted: &'static [Wanted]) -> Titles {
    Arc::new(move |row| {
        let names: Vec<String> = row.iter().map(name).collect();
        let has = |column: &Wanted| names.iter().any(|name| column.spellings.contains(&name.as_str()));
        let missing = wanted.iter().any(|column| column.required && !has(column));
        wanted.iter().filter(|column| has(column)).count() + if missing { 0 } else { WHOLE }
    })
}

/// Of the first rows, the one of the titles, cleaned; where none has any, the first.
pub fn best(rows: &[RawRow], titles: &Titles) -> Option<(usize, RawRow)> {
    let mut best: Option<(usize, RawRow)> = None;
    for row in rows.iter().take(ABOVE_MAX) {
        let row = RawRow {
            fields: clean(row.fields.clone()),
            ..row.clone()
        };
        let fit = titles(&row.fields);
        if best.as_ref().is_none_or(|(before, _)| fit > *before) {
            best = Some((fit, row));
        }
    }
    best
}
