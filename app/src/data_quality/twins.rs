//! The classes that have another's name: one an update by name can't reach.

use super::{LISTED, QualityPage};
use crate::french::count;
use leptos::prelude::*;
use store::adoption::TwinNames;

/// The list, where there is one.
pub(super) fn view(page: &QualityPage) -> Option<AnyView> {
    if page.twins.is_empty() {
        return None;
    }
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let said = format!(
        "{} d'une autre de la même école, aux majuscules, aux accents ou aux espaces près. Une mise à jour qui donne ce nom va à l'autre. Si c'est la même classe, fermez « en double » la première nommée, sur la page de l'école ; sinon, renommez-la.",
        count(
            whole(page.twins.len()),
            "classe porte le nom",
            "classes portent le nom"
        )
    );
    let item = |TwinNames { unit, other }: &TwinNames| {
        let href = page.scope.page(&unit.unit.school.to_string());
        let text = format!(
            " ({}) : «\u{a0}{}\u{a0}», comme «\u{a0}{other}\u{a0}»",
            unit.commune, unit.unit.label
        );
        view! { <li><a href=href>{unit.school_name.clone()}</a> {text}</li> }
    };
    let list: Vec<_> = page.twins.iter().take(LISTED).map(item).collect();
    let more = page.twins.len().saturating_sub(LISTED);
    let more = (more > 0)
        .then(|| view! { <p>{format!("Et {} de plus.", count(whole(more), "classe", "classes"))}</p> });
    Some(
        view! {
            <h2>"Noms en double"</h2>
            <p>{said}</p>
            <ul>{list}</ul>
            {more}
        }
        .into_any(),
    )
}
