//! Units by stage: a bar, and a table that says what each stage means.

use crate::{french, query::Scope, ui::parts, words};
use domain::{AdoptionStage, TerritoryCode, adoption::StageCounts};
use leptos::prelude::*;

/// How many units stand at each stage. `listed`: the territory whose classes the reader may list to update them.
pub fn view(scope: &Scope, counts: &StageCounts, listed: Option<TerritoryCode>) -> AnyView {
    let row = |stage: AdoptionStage| {
        let list = listed.map(|here| {
            let href = scope.address(
                &format!("/{}/mise-a-jour", scope.policy.code),
                &[("territoire", here.as_str()), ("etape", stage.code())],
            );
            view! { <td class="c12-text"><a href=href aria-label=format!("Lister les classes au stade {}", words::stage(stage))>"Lister"</a></td> }
        });
        view! {
            <tr>
                <th scope="row">{parts::stage_badge(stage)}</th>
                <td>{french::number(counts[stage])}</td>
                <td>{french::percent(counts[stage], counts.census())}</td>
                <td class="c12-wide c12-text">{words::stage_meaning(stage)}</td>
                {list}
            </tr>
        }
    };
    view! {
        <h2>"Répartition par stade"</h2>
        <div class="c12-stages" inner_html=chart::stage_bar(&counts.0)></div>
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
