//! The search of a school, as one types: an island. Without a script the same form asks for the whole page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A school found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Its name.
    pub name: String,
    /// Its kind, commune and UAI.
    pub about: String,
    /// Its page.
    pub href: String,
}

/// The schools that hold every word of a text.
///
/// # Errors
/// The store can't answer.
#[server(prefix = "/api", endpoint = "schools", input = leptos::server_fn::codec::GetUrl)]
pub async fn find_schools(#[server(default)] q: String) -> Result<Vec<Hit>, ServerFnError> {
    let context = expect_context::<crate::context::Context>();
    find(&context, &q)
        .await
        .map_err(|failure| ServerFnError::new(failure.to_string()))
}

#[cfg(not(target_arch = "wasm32"))]
async fn find(context: &crate::context::Context, text: &str) -> Result<Vec<Hit>, crate::failure::PageError> {
    let within = context.reach(domain::Action::ReadSchools, None)?;
    let year = domain::SchoolYear::of(context.today);
    let schools = context.store.search(text, &within, year).await?;
    let hit = |school: domain::school::School| Hit {
        about: format!(
            "{} · {} {} · {}",
            french::school_kind(school.kind),
            school.postal_code,
            school.commune,
            school.uai
        ),
        href: format!("/classes-dedoublees/deploiement/{}", school.uai),
        name: school.name,
    };
    Ok(schools.into_iter().map(hit).collect())
}

/// The page, with what an address asks for.
///
/// # Errors
/// The store can't answer.
#[cfg(not(target_arch = "wasm32"))]
pub async fn page(
    context: &crate::context::Context,
    query: &crate::query::Query,
) -> Result<crate::ui::page::Page, crate::failure::PageError> {
    use crate::ui::page::{Page, Part};
    let text = query.get("q").unwrap_or_default().to_owned();
    let hits = find(context, &text).await?;
    let mut page = Page::new(Part::Schools, "Chercher une école", move || {
        let (text, hits) = (text.clone(), hits.clone());
        view! {
            <h1>"Chercher une école"</h1>
            <SchoolSearch text hits/>
        }
        .into_any()
    });
    page.island = true;
    Ok(page)
}

/// What is said of the number of answers.
fn said(text: &str, hits: usize) -> String {
    match (text.trim().is_empty(), hits) {
        (true, _) => "Écrivez le nom d'une école, sa commune ou son UAI.".to_owned(),
        (false, 0) => "Aucune école ne répond. Essayez avec moins de mots, ou sans abréviation.".to_owned(),
        (false, 1) => "1 école.".to_owned(),
        (false, 30..) => "Les 30 premières écoles : précisez le nom ou la commune.".to_owned(),
        (false, some) => format!("{some} écoles."),
    }
}

/// The field and its answers.
#[island]
pub fn SchoolSearch(text: String, hits: Vec<Hit>) -> impl IntoView {
    let field = NodeRef::<leptos::html::Input>::new();
    let (found, set_found) = signal((text.clone(), hits));
    let asked = StoredValue::new(0_u32);
    let ask = move |value: String| {
        asked.update_value(|rank| *rank = rank.wrapping_add(1));
        let rank = asked.get_value();
        let look = move || {
            // Somebody typed since: a later question is on its way.
            if asked.get_value() == rank {
                leptos::task::spawn_local(async move {
                    if let Ok(hits) = find_schools(value.clone()).await
                        && asked.get_value() == rank
                    {
                        set_found.set((value, hits));
                    }
                });
            }
        };
        set_timeout(look, std::time::Duration::from_millis(150));
    };
    let answered = text.clone();
    // Typed before the island came alive: it is left in the field, and answered.
    Effect::new(move || {
        let typed = field.get().map(|input| input.value());
        if let Some(typed) = typed.filter(|typed| *typed != answered) {
            ask(typed);
        }
    });
    let list = move || {
        let (_, hits) = found.get();
        hits.into_iter()
            .map(|hit| {
                view! {
                    <li><a href=hit.href>{hit.name}</a> <span class="c12-search__about">{hit.about}</span></li>
                }
            })
            .collect_view()
    };
    view! {
        <form method="get" action="/recherche" role="search" class="c12-search">
            <label class="fr-label" for="q">"Nom, commune ou UAI"</label>
            <div class="c12-search__line">
                <input class="fr-input" type="search" id="q" name="q" autocomplete="off" value=text
                    node_ref=field on:input=move |event| ask(event_target_value(&event))/>
                <button class="fr-btn" type="submit">"Chercher"</button>
            </div>
        </form>
        <p role="status" class="c12-search__said">{move || found.with(|(text, hits)| said(text, hits.len()))}</p>
        <ul class="c12-search__hits">{list}</ul>
    }
}
