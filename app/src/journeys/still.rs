//! The classes that stand still: how many by stage and by child territory, and which, for who follows them.

use super::{FILE_MAX, JourneysPage};
use crate::{
    french::{self, count, number, plural},
    scope::Scope,
    ui::{badge, download_link::DownloadLink, html, table::TableRegion},
};
use chrono::NaiveDate;
use domain::{
    AdoptionStage, TerritoryCode, TerritoryKind,
    adoption::journeys::{WAITING_STAGES, Waiting},
    search::fold,
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};
use store::adoption::KnownUnit;

/// The children that have classes before a regular use, by name; last those that are in none.
pub(super) fn children(page: &JourneysPage) -> Vec<Child<'_>> {
    let waiting = &page.journeys().waiting;
    let mut rows: Vec<_> = page
        .children
        .iter()
        .filter_map(|(code, name)| Some((Some(*code), name.as_str(), *waiting.get(&Some(*code))?)))
        .collect();
    let outside = waiting
        .get(&None)
        .filter(|_| page.here.kind() == TerritoryKind::Department);
    rows.extend(outside.map(|waiting| (None, "Sans circonscription", *waiting)));
    rows
}

/// A stage, who stands there, and who for long.
type AtStage<'a> = ((&'a AdoptionStage, i64), i64);

/// A territory, its name, who stands still there.
type Child<'a> = (Option<TerritoryCode>, &'a str, Waiting);

/// The part that stands for long; nothing of nobody.
fn share(part: i64, whole: i64) -> Cell {
    Cell::or_empty(Some(whole).filter(|whole| *whole > 0), |whole| Cell::Share {
        part,
        whole,
    })
}

/// The finding, the stages, the children, the list.
pub(super) fn view(page: &JourneysPage) -> AnyView {
    let all = page.journeys().waiting_in_all();
    let long = all.longer_than(i64::from(page.days));
    let still: i64 = long.iter().sum();
    let finding = format!(
        "{} au même stade depuis plus de {} jours",
        count(still, "classe est", "classes sont"),
        page.days
    );
    let rows: Vec<_> = WAITING_STAGES.iter().zip(all.at).zip(long).collect();
    let columns = Columns::new()
        .with(
            Column::on_page("Stade").naming_rows(),
            |((stage, _), _): &AtStage<'_>| Cell::html(badge::stage_html(**stage)),
        )
        .with(Column::titled("Y sont", Kind::Number), |((_, at), _)| {
            Cell::Number(*at)
        })
        .with(
            Column::titled(format!("Depuis plus de {} jours", page.days), Kind::Number),
            |(_, long)| Cell::Number(*long),
        )
        .with(Column::titled("Part", Kind::Share), |((_, at), long)| {
            share(*long, *at)
        });
    let table = columns.page("Classes au même stade, par stade", &rows);
    view! {
        <h2 id="attente">{finding}</h2>
        <TableRegion table=table/>
        <p class="fr-hint-text">"Jours depuis la dernière mise à jour de la classe, vacances comprises. Les classes seulement identifiées, régulières, décrochées ou en refus n'en sont pas."</p>
        {by_child(page)}
        <p class="c12-actions"><DownloadLink href=page.address(page.here, "/attente.csv") label="Télécharger ces chiffres (CSV)"/> " " <DownloadLink href=page.address(page.here, "/attente.xlsx") label="Télécharger ces chiffres (XLSX)"/></p>
        {list(page)}
    }
    .into_any()
}

fn by_child(page: &JourneysPage) -> Option<AnyView> {
    let children = children(page);
    if children.is_empty() {
        return None;
    }
    let child = french::children(page.here.kind());
    let mut columns = Columns::new().with(
        Column::titled(french::capital(child), Kind::Text).naming_rows(),
        |(code, name, _): &Child<'_>| match code {
            Some(code) => Cell::link(*name, page.address(*code, "")),
            None => Cell::text(*name),
        },
    );
    for (rank, stage) in WAITING_STAGES.into_iter().enumerate() {
        columns.push(
            Column::titled(french::stage(stage), Kind::Text),
            move |(_, _, waiting)| {
                let long = waiting.longer_than(i64::from(page.days));
                let known = long.get(rank).zip(waiting.at.get(rank));
                let known = known.filter(|(_, at)| **at > 0);
                Cell::or_empty(known, |(long, at)| {
                    Cell::Text(format!("{} sur {}", number(*long), number(*at)))
                })
            },
        );
    }
    let title = format!("Par {child}, par ordre alphabétique");
    let table = columns.page(title.as_str(), &children);
    Some(
        view! {
            <h3>{title}</h3>
            <p>{format!("Classes au stade depuis plus de {} jours, sur celles qui y sont.", page.days)}</p>
            <TableRegion table=table/>
        }
        .into_any(),
    )
}

/// The classes themselves stand with those who follow them.
fn list(page: &JourneysPage) -> AnyView {
    let title = view! { <h3 id="classes">"Les classes à reprendre"</h3> };
    let Some(list) = &page.list else {
        return view! { {title}<p>"La liste des classes est montrée à celles et ceux qui suivent un territoire."</p> }
            .into_any();
    };
    if list.total == 0 {
        let text = format!(
            "Aucune classe que vous suivez ici n'est au même stade depuis plus de {} jours.",
            page.days
        );
        return view! { {title}<p>{text}</p> }.into_any();
    }
    let shown = i64::try_from(list.units.len()).unwrap_or(0);
    let said = if shown < list.total {
        format!(
            "Les {shown} qui attendent depuis le plus longtemps, sur {} que vous suivez ; le fichier {}.",
            number(list.total),
            if list.total > FILE_MAX {
                format!("en a {}", number(FILE_MAX))
            } else {
                "les a toutes".to_owned()
            }
        )
    } else {
        format!(
            "{} que vous suivez, celles qui attendent depuis le plus longtemps d'abord.",
            count(list.total, "classe", "classes")
        )
    };
    let table = columns(&page.scope, page.until).page("Classes à reprendre", &list.units);
    view! {
        {title}
        <p>{said}</p>
        <TableRegion table=table/>
        <p class="c12-actions"><DownloadLink href=page.address(page.here, "/classes.csv") label=format!("Télécharger {} (CSV)", plural(list.total, "la classe", "les classes"))/> " " <DownloadLink href=page.address(page.here, "/classes.xlsx") label=format!("Télécharger {} (XLSX)", plural(list.total, "la classe", "les classes"))/></p>
    }
    .into_any()
}

/// The columns of a class that stands still.
pub(super) fn columns(scope: &Scope, until: NaiveDate) -> Columns<'_, KnownUnit> {
    Columns::new()
        .with(
            Column::filed("Identifiant", "id", Kind::Number),
            |known: &KnownUnit| Cell::Number(known.id.0),
        )
        .with(Column::filed("UAI", "uai", Kind::Text), |known| {
            Cell::Text(known.unit.school.to_string())
        })
        .with(Column::new("École", "ecole", Kind::Text).naming_rows(), |known| {
            Cell::text(&known.school_name).shown_as(school(scope, known))
        })
        .with(Column::filed("Commune", "commune", Kind::Text), |known| {
            Cell::text(&known.commune)
        })
        .with(
            Column::new("Classe", "classe", Kind::Text).class("c12-text"),
            |known| Cell::text(&known.unit.label),
        )
        .with(Column::filed("Niveau", "niveau", Kind::Text), |known| {
            Cell::Text(known.unit.levels.to_string())
        })
        .with(Column::filed("Année scolaire", "annee", Kind::Text), |known| {
            Cell::Text(known.unit.year.to_string())
        })
        .with(
            Column::new("Stade", "stade", Kind::Text).class("c12-text"),
            |known| {
                let word = french::step(known.standing.step);
                Cell::word(word, fold(word))
            },
        )
        .with(Column::new("Depuis le", "depuis_le", Kind::Day), |known| {
            Cell::Day(known.standing.since)
        })
        .with(
            Column::new("Jours", format!("jours_au_{until}"), Kind::Number),
            move |known| Cell::Number((until - known.standing.since).num_days()),
        )
}

/// A class's school, which leads to the class, and its commune.
fn school(scope: &Scope, known: &KnownUnit) -> String {
    let place = scope.page(&known.unit.school.to_string());
    let mut out = html::link(&known.school_name, &format!("{place}#classe-{}", known.id));
    out.push_str(" <span class=\"c12-estimated\">");
    html::escape_into(&mut out, &known.commune);
    out.push_str("</span>");
    out
}
