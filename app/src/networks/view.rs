//! The page of the networks of a territory.

use super::{NetworksPage, PAGE, address};
use crate::{
    data_quality::{self, QualityGauge},
    french::{self, count},
    scope::{choices, computed},
    ui::{breadcrumb::Breadcrumb, button::ButtonLink, download_link::DownloadLink, pagination::Pagination},
};
use domain::freshness::{STALE_AFTER_DAYS, is_stale};
use leptos::prelude::*;
use store::adoption::NetworksReport;

/// All of it.
pub fn whole(page: &NetworksPage) -> AnyView {
    let path = page.scope.links(page.place.path());
    let content = match page.told.as_deref() {
        None => unknown(page),
        Some(told) if page.networks.is_empty() => empty(page, told),
        Some(told) => networks(page, told),
    };
    let lead = page
        .told
        .as_ref()
        .map(|told| computed(&page.scope, page.until, told.made_at));
    view! {
        <Breadcrumb path=path here="Réseaux d'éducation prioritaire"/>
        <h1>{format!("Réseaux d'éducation prioritaire : {}", page.name())}</h1>
        {lead.map(|lead| view! { <p class="fr-text--lead">{lead}</p> })}
        <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les chiffres">
            {choices::year(&page.scope)} {choices::level(&page.scope)} {choices::mark(&page.scope)} {choices::send()}
        </form>
        {content}
    }
    .into_any()
}

/// No list was brought yet.
fn unknown(page: &NetworksPage) -> AnyView {
    let act = if page.imports {
        view! { <p><ButtonLink href="/imports" label="Importer la liste des réseaux"/></p> }.into_any()
    } else {
        view! { <p>"Demandez à une administratrice ou un administrateur du service d'importer cette liste."</p> }.into_any()
    };
    view! {
        <div class="c12-empty">
            <p>"Aucune liste des réseaux n'est encore importée : le service ne sait pas quelles écoles vont avec quel collège."</p>
            {act}
        </div>
    }
    .into_any()
}

fn empty(page: &NetworksPage, told: &NetworksReport) -> AnyView {
    let text = match (&told.outside, page.sees_all) {
        (Some(_), true) => {
            "Aucune classe recensée ici n'est dans une école d'un réseau d'éducation prioritaire, selon la liste "
        }
        (None, true) => {
            "Aucune classe ne répond à ces filtres, ou aucune n'est encore recensée ici. Réseaux selon la liste "
        }
        (_, false) => {
            "Aucune école que vous suivez ici n'a de classe dans un réseau d'éducation prioritaire, avec ces filtres et selon la liste "
        }
    };
    let href = page.scope.page(page.here.as_str());
    view! { <div class="c12-empty"><p>{text} {told.list.to_string()} "."</p><p><a class="fr-link" href=href>"Revenir au territoire"</a></p></div> }
        .into_any()
}

fn networks(page: &NetworksPage, told: &NetworksReport) -> AnyView {
    let many = count(whole_number(page.networks.len()), "réseau a", "réseaux ont");
    let from = (page.rank - 1) * PAGE;
    let shown = page.networks.get(from..).unwrap_or_default();
    let shown = shown.get(..PAGE).unwrap_or(shown);
    let table = page
        .table()
        .html(shown, |network| address(&page.scope, network.code, ""));
    let file = |extension: &str| page.scope.page(&format!("{}/reseaux.{extension}", page.here));
    let to = |rank: i64| {
        page.scope.address(
            &format!("/{}/deploiement/{}/reseaux", page.scope.policy.code, page.here),
            &[("page", &rank.to_string())],
        )
    };
    // The gauge is of all the classes of the territory, as its quality is.
    let of = |one: (i64, i64), sum: (i64, i64)| (sum.0 + one.0, sum.1 + one.1);
    let inside = page
        .networks
        .iter()
        .map(|one| (one.counts.census(), one.estimated));
    let outside_of = told
        .outside
        .iter()
        .map(|one| (one.counts.census(), one.estimated));
    let (census, estimated) = inside.chain(outside_of).fold((0, 0), |sum, one| of(one, sum));
    let last = whole_number(page.networks.len().div_ceil(PAGE));
    view! {
        {page.sees_all.then(|| view! { <QualityGauge href=data_quality::address(&page.scope, page.here) census=census estimated=estimated/> })}
        <h2>"Par réseau"</h2>
        <p>{many} " des classes recensées ici. " {(!page.sees_all).then_some("Seules les écoles que vous suivez sont comptées. ")} {outside(told)} {silent(page)}</p>
        <p class="fr-hint-text">{format!(
            "Un réseau est un collège et les écoles de son secteur, selon la liste {} ; une partie de ses classes peut être hors du territoire montré. Les classes sont au dernier stade connu de chacune, comme dans les tableaux par école. Le cours de l'année n'est pas tenu par réseau.",
            told.list
        )} " " <a href="/methodes#reseaux">"Ce qu'est un réseau"</a></p>
        <div class="c12-table c12-table--children c12-table--schools" tabindex="0" role="region" aria-label="Par réseau" inner_html=table></div>
        <Pagination rank=whole_number(page.rank) last=last address=to/>
        <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger tous ces réseaux (CSV)"/>
            <DownloadLink href=file("xlsx") label="Télécharger tous ces réseaux (XLSX)"/></p>
    }
    .into_any()
}

/// The units that stand in no network, which the table leaves out.
fn outside(told: &NetworksReport) -> Option<String> {
    let outside = told.outside.as_ref()?.counts.census();
    (outside > 0).then(|| {
        format!(
            "{} dans aucun réseau : {} pas dans ce tableau. ",
            count(outside, "classe n'est", "classes ne sont"),
            french::plural(outside, "elle n'est", "elles ne sont")
        )
    })
}

/// How many networks are to be called again, while the year is under way.
fn silent(page: &NetworksPage) -> Option<String> {
    let stale =
        |network: &&store::adoption::Child<_>| is_stale(network.last_news, network.known_since, page.until);
    let silent = page.networks.iter().filter(stale).count();
    (page.current && silent > 0).then(|| {
        format!(
            "{} sans nouvelle depuis plus de {STALE_AFTER_DAYS} jours : à relancer.",
            count(whole_number(silent), "réseau", "réseaux")
        )
    })
}

fn whole_number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
