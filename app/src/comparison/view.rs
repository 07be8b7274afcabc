//! The page of the comparison.

use super::{
    Beside, Comparison, FEW, Mesh, courses,
    file::{columns, ranked},
    median, share_of,
};
use crate::{
    data_quality,
    figures::{per_mille, thousandths},
    french::{count, list, long_day, number, percent, plural, points},
    objective,
    scope::choices,
    ui::{form::select, parts, table},
};
use chart::{Area, Layout, Limit, Spot};
use domain::{
    TerritoryCode,
    adoption::{FunnelPlace, FunnelSide, funnel_limits},
};
use leptos::prelude::*;

/// Sizes at which the limits are computed: between two of them they are straight enough.
const SIZES: i64 = 40;
/// Territories told by name in a sentence.
const NAMED: usize = 3;

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
        {parts::breadcrumb(&path, "Comparer les territoires")}
        <h1>"Comparer les territoires"</h1>
        <p class="fr-text--lead">{format!(
            "Année scolaire {}, au {}. Aucun classement : un petit territoire est souvent premier ou dernier par hasard.",
            comparison.scope.year,
            long_day(comparison.today)
        )}</p>
        <p class="c12-actions"><a class="fr-btn fr-btn--secondary" href=pair>"Deux territoires, ou deux années, face à face"</a></p>
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
            {select("maille", "maille", "Territoires", None, &meshes, comparison.mesh.word())}
            {choices::year(scope)} {choices::level(scope)} {choices::mark(scope)} {choices::send()}
        </form>
    }
    .into_any()
}

fn content(comparison: &Comparison) -> AnyView {
    let figures = map(comparison);
    let pictures = format!(
        "{}{}",
        chart::map(&figures, Layout::Wide),
        chart::map(&figures, Layout::Narrow)
    );
    let file = comparison.address("/carte.svg", comparison.mesh);
    let quality = data_quality::address(&comparison.scope, TerritoryCode::nation());
    view! {
        {objective::line_of(comparison.aim.clone())}
        {data_quality::gauge((quality, None), comparison.whole.1, comparison.estimated)}
        <h2>{figures.title}</h2>
        <p><a class="fr-link" href="#tableau">"Aller au tableau"</a></p>
        <figure class="c12-figure">
            <p class="c12-said" data-said="" aria-hidden="true"></p>
            <div inner_html=pictures></div>
            <figcaption>{source(comparison)} " Les mêmes chiffres sont dans le tableau, plus bas. Tracés : Système de design de l'État."</figcaption>
        </figure>
        <p class="c12-actions"><a class="fr-link" href=file download="">"Télécharger la carte (SVG)"</a></p>
        {told(comparison)}
        {chance(comparison)}
        {courses::part(comparison)}
        {table(comparison, words_of(comparison).0)}
    }
    .into_any()
}

/// What the map finds.
fn finding(comparison: &Comparison) -> String {
    let middle = percent(median(&comparison.list), 1_000);
    let (_, many) = words_of(comparison);
    format!("La moitié des {many} ont plus de {middle} de classes utilisatrices, la moitié moins")
}

/// `département`, `départements`.
pub(super) const fn words_of(comparison: &Comparison) -> (&'static str, &'static str) {
    match comparison.mesh {
        Mesh::Departments => ("département", "départements"),
        Mesh::Academies => ("académie", "académies"),
    }
}

/// Where the figures come from.
pub(super) fn source(comparison: &Comparison) -> String {
    let (one, many) = words_of(comparison);
    let number_of = i64::try_from(comparison.list.len()).unwrap_or(0);
    format!(
        "Source : mises à jour de l'adoption. {}, {}, au {}.{}",
        count(number_of, one, many),
        count(comparison.whole.1, "classe recensée", "classes recensées"),
        long_day(comparison.today),
        crate::scope::narrowed(&comparison.scope)
    )
}

/// The figures of the map; its title is the finding in words.
pub(super) fn map(comparison: &Comparison) -> chart::Map {
    let area = |one: &Beside| {
        let census = one.child.counts.census();
        Area {
            code: one.child.code.to_string(),
            name: one.child.name.clone(),
            share_per_mille: (census >= FEW).then(|| one.share()),
            units: census,
            href: comparison.scope.page(one.child.code.as_str()),
            note: one
                .moved
                .map(|moved| format!("{} en 4 semaines", points(moved)))
                .unwrap_or_default(),
        }
    };
    chart::Map {
        territories: comparison.list.iter().map(area).collect(),
        level: comparison.level(),
        measure: "Part de classes utilisatrices".to_owned(),
        title: finding(comparison),
        description: "La part de classes utilisatrices de chaque territoire ; chacun mène à sa page. Les mêmes chiffres sont dans le tableau de cette page.".to_owned(),
        id: "carte".to_owned(),
    }
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
            percent(comparison.whole.0, comparison.whole.1)
        ));
    }
    if let Some(moved) = one.moved.filter(|_| one.is_falling()) {
        why.push(format!("{} en quatre semaines", points(moved)));
    }
    let href = comparison.scope.page(one.child.code.as_str());
    view! { <li><a href=href>{one.child.name.clone()}</a> " : " {why.join(" ; ")} "."</li> }.into_any()
}

/// The figures of the funnel plot; its title is the finding in words.
pub(super) fn funnel(comparison: &Comparison) -> chart::Funnel {
    let apart =
        outside(comparison, FunnelSide::Above).count() + outside(comparison, FunnelSide::Below).count();
    let apart = i64::try_from(apart).unwrap_or(0);
    let all = i64::try_from(comparison.list.len()).unwrap_or(0);
    let finding = match apart {
        0 => "Le hasard suffit à expliquer tous les écarts entre territoires".to_owned(),
        _ => format!(
            "{} sur {} {} de la France plus que le hasard ne l'explique",
            number(apart),
            number(all),
            plural(apart, "s'écarte", "s'écartent")
        ),
    };
    let largest = comparison
        .list
        .iter()
        .map(|one| one.child.counts.census())
        .max()
        .unwrap_or(1);
    let share = share_of(comparison.whole);
    chart::Funnel {
        territories: comparison
            .list
            .iter()
            .map(|one| Spot {
                name: one.child.name.clone(),
                units: one.child.counts.census(),
                share_per_mille: one.share(),
            })
            .collect(),
        limits: limits(largest, share),
        share_per_mille: per_mille(comparison.whole.0, comparison.whole.1),
        whole: "France".to_owned(),
        measure: "classes recensées".to_owned(),
        title: finding,
        description: "Chaque point est un territoire : à droite les grands, en haut les fortes parts. Entre les deux courbes, le hasard suffit à expliquer l'écart à la France.".to_owned(),
        id: "hasard".to_owned(),
    }
}

/// Those that stand apart on a side, where chance hardly ever puts one: 19 times out of 20 would name one in twenty of those that do not differ.
fn outside(comparison: &Comparison, side: FunnelSide) -> impl Iterator<Item = &Beside> {
    let apart = move |one: &&Beside| matches!(one.place, FunnelPlace::Outside998(at) if at == side);
    comparison.list.iter().filter(apart)
}

/// What the curves are.
pub(super) const CURVES: &str = "Courbes : 19 fois sur 20 (intérieures) et 499 fois sur 500 (extérieures), si chaque territoire avait la part de la France.";

/// How the funnel plot is read.
pub(super) const READ: &str = "Points pleins : au-delà de ces courbes. L'axe des classes se resserre vers la droite (racine carrée). Un numéro seul est celui du tableau, par ordre alphabétique.";

fn chance(comparison: &Comparison) -> AnyView {
    let figures = funnel(comparison);
    let pictures = format!(
        "{}{}",
        chart::funnel(&figures, Layout::Wide),
        chart::funnel(&figures, Layout::Narrow)
    );
    let high: Vec<_> = outside(comparison, FunnelSide::Above)
        .take(NAMED)
        .map(|one| one.child.name.clone())
        .collect();
    let above = (!high.is_empty()).then(|| {
        view! { <p>{format!("Au-dessus de ce que le hasard explique, entre autres : {}.", list(&high))}</p> }
    });
    let file = comparison.address("/hasard.svg", comparison.mesh);
    view! {
        <h2>{figures.title}</h2>
        {above}
        <figure class="c12-figure">
            <div inner_html=pictures></div>
            <figcaption>{source(comparison)} " " {CURVES} " " {READ} " " <a href="/methodes#comparer">"Comment comparer"</a></figcaption>
        </figure>
        <p class="c12-actions"><a class="fr-link" href=file download="">"Télécharger le graphique (SVG)"</a></p>
    }
    .into_any()
}

/// The limits at sizes that are closer where they bend: by squares.
fn limits(largest: i64, share: f64) -> Vec<Limit> {
    let mut sizes: Vec<i64> = (1..=SIZES)
        .map(|step| (largest * step * step / (SIZES * SIZES)).max(1))
        .collect();
    sizes.dedup();
    let limit = |units: i64| {
        let limits = funnel_limits(units, share)?;
        Some(Limit {
            units,
            low95: thousandths(limits.within_95.0),
            high95: thousandths(limits.within_95.1),
            low998: thousandths(limits.within_998.0),
            high998: thousandths(limits.within_998.1),
        })
    };
    sizes.into_iter().filter_map(limit).collect()
}

fn table(comparison: &Comparison, one: &str) -> AnyView {
    let file = |extension: &str| comparison.address(extension, comparison.mesh);
    let title = format!("Par {one}, par ordre alphabétique");
    let table = columns(comparison).page(title.as_str(), &ranked(comparison));
    view! {
        <h2 id="tableau">{title}</h2>
        {table::region(&table)}
        <p class="c12-actions"><a class="fr-link" href=file(".csv") download="">"Télécharger ce tableau (CSV)"</a>
            <a class="fr-link" href=file(".xlsx") download="">"Télécharger ce tableau (XLSX)"</a></p>
    }
    .into_any()
}
