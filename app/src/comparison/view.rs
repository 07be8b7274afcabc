//! The page of the comparison.

use super::{Beside, Comparison, chance, columns::columns, courses, map};
use crate::{
    data_quality::{self, QualityGauge},
    french::{count, long_day, percent, points},
    objective,
    scope::choices,
    ui::{
        breadcrumb::Breadcrumb,
        button::{ButtonLink, Weight},
        download_link::DownloadLink,
        select::Select,
        table::TableRegion,
    },
};
use chart::Layout;
use domain::{TerritoryCode, adoption::FunnelPlace};
use leptos::prelude::*;

/// All of it.
pub fn whole(comparison: &Comparison) -> AnyView {
    let path = [("France".to_owned(), comparison.scope.page("FR"))];
    let content = if comparison.list.is_empty() {
        view! { <div class="c12-empty"><p>"Aucune classe n'est recensée pour ces filtres."</p></div> }
            .into_any()
    } else {
        content(comparison)
    };
    let scope = &comparison.scope;
    let pair = scope.address(&format!("/{}/face-a-face", scope.policy.code), &[]);
    view! {
        <Breadcrumb path=path here="Comparer les territoires"/>
        <h1>"Comparer les territoires"</h1>
        <p class="fr-text--lead">{format!(
            "Année scolaire {}, au {}. Aucun classement : un petit territoire est souvent premier ou dernier par hasard.",
            comparison.scope.year,
            long_day(comparison.today)
        )}</p>
        <p class="c12-actions"><ButtonLink href=pair label="Deux territoires, ou deux années, face à face" weight=Weight::Secondary/></p>
        {choices(comparison)}
        {content}
    }
    .into_any()
}

fn choices(comparison: &Comparison) -> AnyView {
    let scope = &comparison.scope;
    let meshes = [
        ("departements".to_owned(), "Départements".to_owned()),
        ("academies".to_owned(), "Académies".to_owned()),
    ];
    view! {
        <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les chiffres">
            <Select name="maille" label="Territoires" options=meshes chosen=comparison.mesh.word()/>
            {choices::year(scope)} {choices::level(scope)} {choices::mark(scope)} {choices::send()}
        </form>
    }
    .into_any()
}

fn content(comparison: &Comparison) -> AnyView {
    let figures = map::figures(comparison);
    let pictures = format!(
        "{}{}",
        chart::map(&figures, Layout::Wide),
        chart::map(&figures, Layout::Narrow)
    );
    let file = comparison.address("/carte.svg", comparison.mesh);
    let quality = data_quality::address(&comparison.scope, TerritoryCode::nation());
    view! {
        {objective::line_of(comparison.aim.clone())}
        <QualityGauge href=quality census=comparison.whole.census estimated=comparison.estimated/>
        <h2>{figures.title}</h2>
        <p><a class="fr-link" href="#tableau">"Aller au tableau"</a></p>
        <figure class="c12-figure">
            <p class="c12-said" data-said="" aria-hidden="true"></p>
            <div inner_html=pictures></div>
            <figcaption>{comparison.source()} " Les mêmes chiffres sont dans le tableau, plus bas. Tracés : Système de design de l'État."</figcaption>
        </figure>
        <p class="c12-actions"><DownloadLink href=file label="Télécharger la carte (SVG)"/></p>
        {told(comparison)}
        {chance::view(comparison)}
        {courses::part(comparison)}
        {table(comparison, comparison.mesh.words().0)}
    }
    .into_any()
}

/// Those to be looked at, each with the reason: first what chance hardly ever gives and what falls, then the rest.
fn told(comparison: &Comparison) -> AnyView {
    let told: Vec<_> = comparison.list.iter().filter(|one| one.is_told()).collect();
    if told.is_empty() {
        return view! { <p>"Aucun territoire n'est au-dessous de ce que le hasard explique, ni en recul de 2 points en quatre semaines."</p> }
            .into_any();
    }
    let number_of = |list: &[&Beside]| i64::try_from(list.len()).unwrap_or(0);
    let title = format!(
        "{} à regarder",
        count(number_of(&told), "territoire", "territoires")
    );
    let (first, rest): (Vec<_>, Vec<_>) = told
        .into_iter()
        .partition(|one| one.is_falling() || matches!(one.place, FunnelPlace::Outside998(_)));
    let rows = |list: &[&Beside]| list.iter().map(|one| reason(comparison, one)).collect::<Vec<_>>();
    let rest = (!rest.is_empty()).then(|| {
        let title = format!(
            "{} moins nettement",
            count(number_of(&rest), "territoire", "territoires")
        );
        view! { <details class="c12-details"><summary>{title}</summary><ul>{rows(&rest)}</ul></details> }
    });
    view! { <h2>{title}</h2> <ul>{rows(&first)}</ul> {rest} }.into_any()
}

fn reason(comparison: &Comparison, one: &Beside) -> AnyView {
    let counts = &one.child.counts;
    let mut why = Vec::new();
    if one.is_below() {
        let rare = if matches!(one.place, FunnelPlace::Outside998(_)) {
            "une fois sur mille"
        } else {
            "une fois sur quarante"
        };
        why.push(format!(
            "{} de {}, contre {} en France : un écart que le hasard ne donnerait pas {rare}",
            percent(counts.using(), counts.census()),
            count(counts.census(), "classe", "classes"),
            percent(comparison.whole.using, comparison.whole.census)
        ));
    }
    if let Some(moved) = one.moved.filter(|_| one.is_falling()) {
        why.push(format!("{} en quatre semaines", points(moved)));
    }
    let href = comparison.scope.page(one.child.code.as_str());
    view! { <li><a href=href>{one.child.name.clone()}</a> " : " {why.join(" ; ")} "."</li> }.into_any()
}

fn table(comparison: &Comparison, one: &str) -> AnyView {
    let file = |extension: &str| comparison.address(extension, comparison.mesh);
    let title = format!("Par {one}, par ordre alphabétique");
    let table = columns(comparison).page(title.as_str(), &comparison.list);
    view! {
        <h2 id="tableau">{title}</h2>
        <TableRegion table=table/>
        <p class="c12-actions"><DownloadLink href=file(".csv") label="Télécharger ce tableau (CSV)"/>
            <DownloadLink href=file(".xlsx") label="Télécharger ce tableau (XLSX)"/></p>
    }
    .into_any()
}
