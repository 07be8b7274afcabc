//! The columns that each kind of file is to have, as the form tells them.

use super::kind;
use import::{ExpectedColumn, expected_columns};
use leptos::prelude::*;
use store::import::ImportKind;

/// The columns of each kind that is offered; a file may have others, in any order.
pub(super) fn expected(kinds: &[ImportKind]) -> impl IntoView + use<> {
    let line = |of: &ImportKind| {
        let columns = expected_columns(*of);
        let (needed, other): (Vec<_>, Vec<_>) = columns.iter().partition(|column| column.required);
        let other = (!other.is_empty()).then(|| format!(" ; facultatives : {}", titles(&other)));
        (!columns.is_empty()).then(|| {
            view! { <li><strong>{kind(*of)}</strong> " : " {titles(&needed)} {other} "."</li> }
        })
    };
    let lines: Vec<_> = kinds.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <details class="c12-details">
                <summary>"Colonnes attendues"</summary>
                <p>"Dans un ordre quelconque, parmi d'autres, sans tenir compte des majuscules ni des accents."</p>
                <ul>{lines}</ul>
            </details>
        }
    })
}

fn titles(columns: &[&ExpectedColumn]) -> String {
    let titles: Vec<String> = columns
        .iter()
        .map(|column| format!("« {} »", column.title))
        .collect();
    titles.join(", ")
}
