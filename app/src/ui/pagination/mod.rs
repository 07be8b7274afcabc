//! The way to the pages before and after in a long list.

use super::button::{ButtonLink, Weight};
use leptos::prelude::*;

/// The page before, the place of this one, the page after; nothing in a list of one page.
#[component]
pub fn Pagination<Address>(
    /// This page, from 1.
    rank: i64,
    /// The last page.
    last: i64,
    /// The address of a page.
    address: Address,
) -> impl IntoView
where
    Address: Fn(i64) -> String,
{
    let link = |shown: bool, to: i64, label: &'static str| {
        shown.then(|| view! { <ButtonLink href=address(to) label=label weight=Weight::Secondary/> })
    };
    let before = link(rank > 1, rank - 1, "Page précédente");
    let after = link(rank < last, rank + 1, "Page suivante");
    (last > 1).then(|| {
        view! {
            <nav class="c12-actions" role="navigation" aria-label="Pages">{before} <span>{format!("Page {rank} sur {last}")}</span> {after}</nav>
        }
        .into_any()
    })
}
