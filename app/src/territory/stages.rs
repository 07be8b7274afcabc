//! How classes are spread over the stages: a bar, a table that says what each stage means, a file.

use super::TerritoryPage;
use crate::{
    french,
    scope::{Scope, narrowed},
    ui::{badge, download_link::DownloadLink, html, table::TableRegion},
};
use domain::{AdoptionStage, TerritoryCode, adoption::StageCounts};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};

/// The bars of a territory as a file of their own.
pub fn svg(rollout: &TerritoryPage) -> String {
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
    let census = counts.census();
    let mut columns = Columns::new()
        .with(Column::on_page("Stade").naming_rows(), |stage: &AdoptionStage| {
            Cell::html(badge::stage_html(*stage))
        })
        .with(Column::titled("Classes", Kind::Number), |stage| {
            Cell::Number(counts[*stage])
        })
        .with(Column::titled("Part", Kind::Share), move |stage| Cell::Share {
            part: counts[*stage],
            whole: census,
        })
        .with(
            Column::on_page("Ce que cela veut dire").class("c12-wide c12-text"),
            |stage| Cell::text(french::stage_meaning(*stage)),
        );
    if let Some(here) = listed {
        columns.push(Column::on_page("Mettre à jour").class("c12-text"), move |stage| {
            Cell::html(list(scope, here, *stage))
        });
    }
    let table = columns.page("Répartition par stade", &AdoptionStage::ALL);
    view! {
        <h2>"Répartition par stade"</h2>
        <div class="c12-stages" inner_html=chart::stage_bar(&counts.0)></div>
        <p class="fr-hint-text">"De gauche à droite : actives et régulières, embarquées, contactées, identifiées, puis décrochées et refus."</p>
        <TableRegion table=table/>
    }
    .into_any()
}

/// The way to the classes of a stage, to update them.
fn list(scope: &Scope, here: TerritoryCode, stage: AdoptionStage) -> String {
    let href = scope.address(
        &format!("/{}/mise-a-jour", scope.policy.code),
        &[("territoire", here.as_str()), ("etape", stage.code())],
    );
    let mut out = String::from("<a");
    html::attribute_into(&mut out, "href", &href);
    let label = format!("Lister les classes au stade {}", french::stage(stage));
    html::attribute_into(&mut out, "aria-label", &label);
    out.push_str(">Lister</a>");
    out
}

/// The way to the file.
pub(super) fn file(rollout: &TerritoryPage) -> AnyView {
    let file = rollout.scope.page(&format!("{}/stades.svg", rollout.here));
    view! { <p class="c12-actions"><DownloadLink href=file label="Télécharger la répartition (SVG)"/></p> }
        .into_any()
}
