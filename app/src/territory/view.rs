//! The page of a territory.

use super::{Children, TerritoryPage, stages, weekly_chart};
use crate::{
    adoption::figures::figures,
    data_quality::{self, QualityGauge},
    french,
    objective::{self, ObjectiveView},
    scope::{Scope, choices},
    ui::{
        breadcrumb::Breadcrumb,
        button::{ButtonLink, Weight},
        download_link::DownloadLink,
        tile::Tile,
    },
};
use chrono::NaiveDate;
use domain::{
    TerritoryKind,
    freshness::{STALE_AFTER_DAYS, is_stale},
};
use leptos::prelude::*;
use store::adoption::Child;

/// All of it.
pub fn whole(rollout: &TerritoryPage) -> AnyView {
    let name = rollout.name();
    let lead = format!(
        "{}, année scolaire {}, au {}. Dernière nouvelle : {}.",
        filter_words(&rollout.scope),
        rollout.scope.year,
        french::long_day(rollout.today),
        french::days_ago(rollout.weekly.last_news, rollout.today)
    );
    let content = if rollout.weekly.weeks.is_empty() {
        empty(rollout).into_any()
    } else {
        content(rollout).into_any()
    };
    view! {
        {path(rollout)}
        <h1>{name}</h1>
        <p class="fr-text--lead">{lead}</p>
        {choices(&rollout.scope)}
        {content}
    }
    .into_any()
}

fn path(rollout: &TerritoryPage) -> Option<impl IntoView + use<>> {
    let here = rollout.place.here();
    let links = rollout.scope.links(rollout.place.above());
    (!links.is_empty())
        .then(|| view! { <Breadcrumb path=links here=french::territory(here.code.kind(), &here.name)/> })
}

fn filter_words(scope: &Scope) -> String {
    let mut words = french::capital(&scope.policy.unit_many);
    if let Some(level) = scope.level {
        words.push_str(&format!(" de {level}"));
    }
    if let Some(mark) = scope.mark {
        words.push_str(&format!(", {}", french::mark(mark)));
    }
    words
}

/// The filters of the figures: a plain form, sent at each choice where there is a script.
fn choices(scope: &Scope) -> impl IntoView + use<> {
    view! {
        <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les chiffres">
            {choices::year(scope)} {choices::level(scope)} {choices::mark(scope)} {choices::send()}
        </form>
    }
}

fn empty(rollout: &TerritoryPage) -> impl IntoView + use<> {
    let filtered = rollout.scope.level.is_some() || rollout.scope.mark.is_some();
    let (text, href, label) = if filtered {
        (
            "Aucune classe ne répond à ces filtres.",
            format!("?annee={}", rollout.scope.year),
            "Enlever les filtres",
        )
    } else {
        (
            "Aucune classe n'est encore recensée ici. Importez l'annuaire des écoles, puis la liste des classes dédoublées.",
            "/imports".to_owned(),
            "Importer un fichier",
        )
    };
    view! { <div class="c12-empty"><p>{text}</p><p><ButtonLink href=href label=label/></p></div> }
}

fn content(rollout: &TerritoryPage) -> impl IntoView + use<> {
    let last = rollout.weekly.last();
    let aimed = ObjectiveView {
        scope: &rollout.scope,
        here: rollout.here,
        objectives: rollout.objectives.as_ref(),
        counts: rollout.counts(),
        today: rollout.today,
        may_set: rollout.may.aim,
    };
    let (counts, estimated) = last.map(|week| (week.counts, week.estimated)).unwrap_or_default();
    let tiles: Vec<_> = figures(&rollout.weekly)
        .into_iter()
        .map(|f| view! { <Tile label=f.label value=f.value note=f.note/> })
        .collect();
    view! {
        <h2 class="c12-sr">"Chiffres"</h2>
        <dl class="c12-tiles">{tiles}</dl>
        <QualityGauge href=data_quality::address(&rollout.scope, rollout.here) census=counts.census() estimated=estimated/>
        {objective::view(&aimed)}
        {rollout.forecast().section()}
        {weekly_chart::view(rollout)}
        {onward(rollout)}
        {stages::view(&rollout.scope, &counts, rollout.may.record.then_some(rollout.here))}
        {stages::file(rollout)}
        {journeys(rollout)}
        {children(rollout)}
    }
}

/// Where one goes from here: from the nation one compares, uses are those of the nation and of académies, suggestions are for who moves classes.
fn onward(rollout: &TerritoryPage) -> AnyView {
    let (scope, kind) = (&rollout.scope, rollout.here.kind());
    let policy = scope.policy.code;
    let link = |shown: bool, href: String, label: &str| {
        let label = label.to_owned();
        shown.then(|| view! { <ButtonLink href=href label=label weight=Weight::Secondary/> })
    };
    let compare = scope.address(&format!("/{policy}/comparaison"), &[]);
    let pair = scope.address(&format!("/{policy}/face-a-face"), &[("a", rollout.here.as_str())]);
    let uses = scope.page(&format!("{}/usages", rollout.here));
    let networks = scope.page(&format!("{}/reseaux", rollout.here));
    let suggested = scope.address(
        &format!("/{policy}/suggestions"),
        &[("territoire", rollout.here.as_str())],
    );
    view! {
        <p class="c12-actions">
            {link(kind == TerritoryKind::Nation, compare, "Carte et comparaison des territoires")}
            {link(true, pair, "Face à face : un autre territoire, une autre année")}
            {link(rollout.may.networks, networks, "Par réseau d'éducation prioritaire")}
            {link(matches!(kind, TerritoryKind::Nation | TerritoryKind::Academy), uses, "Usages du service")}
            {link(rollout.may.record, suggested, "Stades suggérés par les usages")}
        </p>
    }
    .into_any()
}

/// How classes go from a stage to the next.
fn journeys(rollout: &TerritoryPage) -> AnyView {
    let href = rollout.scope.page(&format!("{}/parcours", rollout.here));
    view! { <p class="c12-actions"><ButtonLink href=href label="Parcours des classes, de stade en stade" weight=Weight::Secondary/></p> }
        .into_any()
}

/// How many children are to be called again, while the year is under way.
fn silent(rollout: &TerritoryPage) -> Option<String> {
    let silent = match &rollout.children {
        Children::Territories(list) => count_stale(list, rollout.today),
        Children::Schools(list) => count_stale(list, rollout.today),
        Children::Hidden => 0,
    };
    let silent = i64::try_from(silent)
        .ok()
        .filter(|silent| *silent > 0 && rollout.current)?;
    Some(format!(
        " {} sans nouvelle depuis plus de {STALE_AFTER_DAYS} jours : à relancer.",
        french::number(silent)
    ))
}

fn count_stale<Code>(children: &[Child<Code>], today: NaiveDate) -> usize {
    let stale = |child: &&Child<Code>| is_stale(child.last_news, child.known_since, today);
    children.iter().filter(stale).count()
}

/// The schools of a circonscription stand with those who work there.
fn hidden() -> AnyView {
    view! {
        <h2>"Par école"</h2>
        <p>"Le détail par école est montré à celles et ceux qui suivent cette circonscription."</p>
    }
    .into_any()
}

fn children(rollout: &TerritoryPage) -> AnyView {
    let table = rollout.children_table();
    let child = table.child;
    let page = |code: &str| rollout.scope.page(code);
    let (number, table) = match &rollout.children {
        Children::Territories(list) => (list.len(), table.html(list, |child| page(child.code.as_str()))),
        Children::Schools(list) => (
            list.len(),
            table.html(list, |child| page(&child.code.to_string())),
        ),
        Children::Hidden => return hidden(),
    };
    let title = format!("Par {child}");
    // A school's course is not kept: its two columns would stand empty.
    let class = match &rollout.children {
        Children::Territories(_) | Children::Hidden => "c12-table c12-table--children",
        Children::Schools(_) => "c12-table c12-table--children c12-table--schools",
    };
    let shown = french::count(i64::try_from(number).unwrap_or(0), child, &format!("{child}s"));
    let file = |extension: &str| {
        let tail = format!("{}/territoires.{extension}", rollout.here);
        rollout.scope.page(&tail)
    };
    view! {
        <h2>{title.clone()}</h2>
        <p>{shown} " avec des classes recensées." {silent(rollout)}</p>
        <div class=class tabindex="0" role="region" aria-label=title inner_html=table></div>
        <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger ce tableau (CSV)"/>
            <DownloadLink href=file("xlsx") label="Télécharger ce tableau (XLSX)"/></p>
    }
    .into_any()
}
