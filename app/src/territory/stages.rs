//! How classes are spread over the stages: a bar, a table that says what each stage means, a file.

use super::Rollout;
use crate::{
    french,
    scope::{Scope, narrowed},
    ui::parts,
};
use domain::{AdoptionStage, TerritoryCode, adoption::StageCounts};
use leptos::prelude::*;

/// The bars of a territory as a file of their own.
pub fn svg(rollout: &Rollout) -> String {
    let counts = rollout.counts();
    let row = |stage: AdoptionStage| (french::stage(stage).to_owned(), counts[stage]);
    let figures = chart::Bars {
        rows: AdoptionStage::ALL.map(row).to_vec(),
        whole: counts.census(),
        title: format!("{} : répartition des classes par stade", rollout.name()),
        description: "Classes à chaque stade, sur les classes recensées.".to_owned(),
        id: "stades".to_owned(),
    };
    let source = format!(
        "Source : mises à jour de l'adoption. {}, au {}.{}",
        french::count(counts.census(), "classe recensée", "classes recensées"),
        french::long_day(rollout.today),
        narrowed(&rollout.scope)
    );
    chart::standalone(&chart::bars(&figures), &figures.title, &source)
}

/// How many classes stand at each stage. `listed`: the territory whose classes the reader may list to update them.
pub fn view(scope: &Scope, counts: &StageCounts, listed: Option<TerritoryCode>) -> AnyView {
    let row = |stage: AdoptionStage| {
        let list = listed.map(|here| {
            let href = scope.address(
                &format!("/{}/mise-a-jour", scope.policy.code),
                &[("territoire", here.as_str()), ("etape", stage.code())],
            );
            view! { <td class="c12-text"><a href=href aria-label=format!("Lister les classes au stade {}", french::stage(stage))>"Lister"</a></td> }
        });
        view! {
            <tr>
                <th scope="row">{parts::stage_badge(stage)}</th>
                <td>{french::number(counts[stage])}</td>
                <td>{french::percent(counts[stage], counts.census())}</td>
                <td class="c12-wide c12-text">{french::stage_meaning(stage)}</td>
                {list}
            </tr>
        }
    };
    view! {
        <h2>"Répartition par stade"</h2>
        <div class="c12-stages" inner_html=chart::stage_bar(&counts.0)></div>
        <p class="fr-hint-text">"De gauche à droite : actives et régulières, embarquées, contactées, identifiées, puis décrochées et refus."</p>
        <div class="c12-table" tabindex="0" role="region" aria-label="Répartition par stade">
            <table>
                <thead><tr>
                    <th scope="col">"Stade"</th><th scope="col">"Classes"</th><th scope="col">"Part"</th>
                    <th scope="col" class="c12-wide c12-text">"Ce que cela veut dire"</th>{listed.map(|_| view! { <th scope="col" class="c12-text">"Mettre à jour"</th> })}
                </tr></thead>
                <tbody>{AdoptionStage::ALL.map(row)}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The way to the file.
pub(super) fn file(rollout: &Rollout) -> AnyView {
    let file = rollout.scope.page(&format!("{}/stades.svg", rollout.here));
    view! { <p class="c12-actions"><a class="fr-link" href=file download="">"Télécharger la répartition (SVG)"</a></p> }
        .into_any()
}
