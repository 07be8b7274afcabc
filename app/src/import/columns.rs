//! The columns that a kind of file is to have, as the form tells them.

use import::{ExpectedColumn, expected_columns};
use leptos::prelude::*;
use store::import::ImportKind;

/// The columns of a kind; a file may have others, in any order. None where its titles are those of a mapping.
pub(super) fn expected(of: ImportKind) -> Option<impl IntoView + use<>> {
    let columns = expected_columns(of);
    let (needed, other): (Vec<_>, Vec<_>) = columns.iter().partition(|column| column.required);
    let other =
        (!other.is_empty()).then(|| view! { <li>{format!("facultatives : {}.", titles(&other))}</li> });
    (!columns.is_empty()).then(|| {
        view! {
            <p class="fr-hint-text c12-columns">"Colonnes attendues, dans un ordre quelconque, parmi d'autres, sans tenir compte des majuscules ni des accents :"</p>
            <ul class="fr-hint-text c12-columns">
                <li>{format!("{}{}", titles(&needed), if other.is_some() { " ;" } else { "." })}</li>
                {other}
                {(of == ImportKind::Adoption).then(|| view! { <li>"la classe est dite par « id », ou par « UAI » et « classe »."</li> })}
            </ul>
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
