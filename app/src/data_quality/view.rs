//! The page of the quality of the figures, and the gauge that leads to it.

use super::{
    LISTED, QualityPage, UsageCheck,
    columns::{columns, delay},
    twins,
};
use crate::{
    french::{count, long_day, number, percent},
    scope::Scope,
    scope::{choices, computed},
    ui::{breadcrumb::Breadcrumb, download_link::DownloadLink, table::TableRegion, tile::Tile},
};
use domain::{
    TerritoryCode,
    adoption::Quality,
    freshness::{SILENT_AFTER_DAYS, STALE_AFTER_DAYS},
};
use leptos::prelude::*;

fn meter(label: &'static str, part: i64, whole: i64) -> AnyView {
    view! { <meter class="c12-meter" min="0" max=whole.to_string() value=part.to_string() aria-label=label></meter> }
        .into_any()
}

/// Beside figures: how much of what they count was confirmed, and the way to the rest.
#[component]
pub fn QualityGauge(
    /// Where the quality of the figures is told.
    href: String,
    /// Whose quality is told there, where it is not that of the figures themselves.
    #[prop(optional, into)]
    whose: Option<String>,
    /// The classes that they count.
    census: i64,
    /// How many of these are estimated.
    estimated: i64,
) -> impl IntoView {
    let label = match whose {
        Some(whose) => format!("Qualité des chiffres ({whose})"),
        None => "Qualité des chiffres".to_owned(),
    };
    let confirmed = census - estimated;
    let said = match estimated {
        0 => "Toutes les classes recensées sont confirmées par une liste.".to_owned(),
        _ => format!(
            "{} des classes recensées sont confirmées par une liste, les autres sont estimées.",
            percent(confirmed, census)
        ),
    };
    (census > 0).then(|| {
        view! {
            <p class="fr-hint-text">
                {meter("Classes confirmées par une liste", confirmed, census)} " " {said} " " <a href=href>{label}</a>
            </p>
        }
        .into_any()
    })
}

/// Where the quality of a territory's figures is told.
pub fn address(scope: &Scope, here: TerritoryCode) -> String {
    scope.page(&format!("{here}/qualite"))
}

/// All of it.
pub fn whole(page: &QualityPage) -> AnyView {
    let lead = computed(&page.scope, page.until, page.told.made_at);
    let path = page.scope.links(page.place.path());
    let content = if page.told.whole.units == 0 {
        empty(page)
    } else {
        view! { {expected(page)} {tiles(&page.told.whole, page.current)} {children(page)} {uses(page)} {twins::view(page)} }
            .into_any()
    };
    view! {
        <Breadcrumb path=path here="Qualité des chiffres"/>
        <h1>{format!("Qualité des chiffres : {}", page.name())}</h1>
        <p class="fr-text--lead">{lead}</p>
        <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les chiffres">
            {choices::year(&page.scope)} {choices::level(&page.scope)} {choices::mark(&page.scope)} {choices::send()}
        </form>
        {content}
    }
    .into_any()
}

fn empty(page: &QualityPage) -> AnyView {
    let filtered = page.scope.level.is_some() || page.scope.mark.is_some();
    let text = if filtered {
        "Aucune classe ne répond à ces filtres : choisissez « Tous » et « Toutes »."
    } else {
        "Aucune classe n'est recensée ici cette année : il n'y a pas encore de chiffres à juger."
    };
    let href = page.scope.page(page.here.as_str());
    view! { <div class="c12-empty"><p>{text}</p><p><a class="fr-link" href=href>"Revenir au territoire"</a></p></div> }
        .into_any()
}

/// What was expected, what came, when the next is due.
fn expected(page: &QualityPage) -> AnyView {
    let quality = &page.told.whole;
    let heard = |silent: i64| quality.units - silent;
    if !page.current {
        let said = format!(
            "L'année {} est finie : plus aucune nouvelle n'en est attendue, le silence n'y est pas mesuré.",
            page.scope.year
        );
        return view! { <p>{said}</p> }.into_any();
    }
    let due = match (quality.last_news, quality.due()) {
        (Some(news), Some(due)) => format!(
            "Dernière nouvelle du territoire : {}. La prochaine {} le {} au plus tard.",
            long_day(news),
            if due < page.until {
                "était attendue"
            } else {
                "est attendue"
            },
            long_day(due)
        ),
        _ => "Aucune nouvelle n'est encore venue de ce territoire depuis le recensement.".to_owned(),
    };
    view! {
        <h2>{format!(
            "{} des classes ont donné des nouvelles dans les {SILENT_AFTER_DAYS} derniers jours",
            percent(heard(quality.silent), quality.units)
        )}</h2>
        <p>{format!("Attendu : des nouvelles de chaque classe tous les {STALE_AFTER_DAYS} jours au plus, faute de quoi elle est à relancer ; au-delà de {SILENT_AFTER_DAYS} jours, elle est dite sans nouvelle. Avant toute nouvelle, le silence se compte depuis le recensement. Les refus comptent aussi.")}</p>
        <p>
            {meter("Classes dont les nouvelles ont 20 jours ou moins", heard(quality.stale), quality.units)} " "
            {format!("Nouvelles de {STALE_AFTER_DAYS} jours ou moins : {} sur {}.", count(heard(quality.stale), "classe", "classes"), number(quality.units))}
        </p>
        <p>
            {meter("Classes dont les nouvelles ont 30 jours ou moins", heard(quality.silent), quality.units)} " "
            {format!("Nouvelles de {SILENT_AFTER_DAYS} jours ou moins : {} sur {}.", count(heard(quality.silent), "classe", "classes"), number(quality.units))}
        </p>
        <p>{due}</p>
    }
    .into_any()
}

fn tiles(quality: &Quality, current: bool) -> AnyView {
    let of = |part: i64| format!("{} sur {}", number(part), number(quality.units));
    let silent = current.then(|| {
        view! { <Tile label="Sans nouvelle" value=percent(quality.silent, quality.units) note=format!("{}, depuis plus de {SILENT_AFTER_DAYS} jours", of(quality.silent))/> }
    });
    let updates = count(quality.updates(), "mise à jour", "mises à jour");
    view! {
        <h2 class="c12-sr">"Chiffres"</h2>
        <dl class="c12-tiles">
            {silent}
            <Tile label="Écrites après coup" value=delay(quality, 50) note=format!("une fois sur deux ou moins ; 9 fois sur 10 : {} ; {updates}", delay(quality, 90))/>
            <Tile label="Estimées" value=percent(quality.estimated, quality.units) note=of(quality.estimated)/>
            <Tile label="Contradictoires" value=percent(quality.contradicted, quality.units) note=of(quality.contradicted)/>
        </dl>
        <p class="fr-hint-text">"Source : mises à jour de l'adoption. Écrites après coup : jours entre le jour où une mise à jour était vraie et celui où elle a été écrite, corrections comprises, recensement non compris. Estimée : d'après les effectifs, sans liste qui la confirme. Contradictoire : deux stades différents écrits pour une même classe et un même jour ; le dernier écrit compte, les deux restent lisibles dans son histoire."</p>
    }
    .into_any()
}

fn children(page: &QualityPage) -> AnyView {
    let file = |extension: &str| {
        page.scope
            .page(&format!("{}/qualite/territoires.{extension}", page.here))
    };
    let files = view! {
        <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger ce tableau (CSV)"/>
            <DownloadLink href=file("xlsx") label="Télécharger ce tableau (XLSX)"/></p>
    };
    if page.children.is_empty() {
        return files.into_any();
    }
    let child = french::children(page.here.kind());
    let title = format!("Par {child}");
    let rows: Vec<_> = page.rows().collect();
    let table = columns(page, child).page(title.as_str(), &rows);
    view! {
        <h2>{title}</h2>
        <TableRegion table=table/>
        {files}
    }
    .into_any()
}

/// What measured uses deny, for who may see schools.
fn uses(page: &QualityPage) -> Option<AnyView> {
    let UsageCheck { known, contradicted } = page.uses.as_ref()?;
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let said = match (known, contradicted.len()) {
        (0, _) => "Aucun usage n'est mesuré pour une classe que vous suivez ici : rien ne peut être comparé."
            .to_owned(),
        (known, 0) => format!(
            "Aucun stade n'est démenti, sur {} dont les usages sont mesurés.",
            count(whole(*known), "classe", "classes")
        ),
        (known, denied) => format!(
            "{}, sur {} dont les usages sont mesurés : décrochée alors qu'un usage l'est dans les 4 dernières semaines de classe, ou utilisatrice alors qu'aucun ne l'est depuis 6.",
            count(
                whole(denied),
                "stade est démenti par les usages",
                "stades sont démentis par les usages"
            ),
            count(whole(*known), "classe", "classes")
        ),
    };
    let item = |(seen, found): &(store::usage::SeenUnit, domain::usage::Suggestion)| {
        let unit = &seen.unit;
        let href = page.scope.page(&unit.unit.school.to_string());
        let stage = unit.standing.step.stage().map_or("–", french::stage);
        let text = format!(
            " ({}), {} : au stade « {stage} », les usages disent « {} »",
            unit.commune,
            unit.unit.label,
            french::stage(found.stage)
        );
        view! { <li><a href=href>{unit.school_name.clone()}</a> {text}</li> }
    };
    let list: Vec<_> = contradicted.iter().take(LISTED).map(item).collect();
    let more = contradicted.len().saturating_sub(LISTED);
    let more = (more > 0)
        .then(|| view! { <p>{format!("Et {} de plus.", count(whole(more), "classe", "classes"))}</p> });
    let suggested = page.scope.address(
        &format!("/{}/suggestions", page.scope.policy.code),
        &[("territoire", page.here.as_str())],
    );
    let act = (page.records && !contradicted.is_empty())
        .then(|| view! { <p><a class="fr-link" href=suggested>"Stades suggérés par les usages"</a></p> });
    Some(
        view! {
            <h2>"Ce que les usages démentent"</h2>
            <p>{said}</p>
            {(!list.is_empty()).then(|| view! { <ul>{list}</ul> })}
            {more} {act}
        }
        .into_any(),
    )
}
