//! The classes that stand still: how many by stage and by child territory, and which, for who follows them.

use super::{FILE_MAX, JourneysPage};
use crate::{
    french::{self, count, number, percent, plural, short_day},
    ui::{html::escape_into, parts},
};
use domain::{
    TerritoryCode, TerritoryKind,
    adoption::journeys::{WAITING_STAGES, Waiting},
};
use leptos::prelude::*;
use store::adoption::KnownUnit;

/// The children that have classes before a regular use, by name; last those that are in none.
pub(super) fn children(page: &JourneysPage) -> Vec<(Option<TerritoryCode>, &str, Waiting)> {
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
    let rows: Vec<_> = WAITING_STAGES
        .iter()
        .zip(all.at)
        .zip(long)
        .map(|((stage, at), long)| {
            let share = if at == 0 {
                "–".to_owned()
            } else {
                percent(long, at)
            };
            view! {
                <tr>
                    <th scope="row">{parts::stage_badge(*stage)}</th>
                    <td>{number(at)}</td><td>{number(long)}</td><td>{share}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <h2 id="attente">{finding}</h2>
        <div class="c12-table" tabindex="0" role="region" aria-label="Classes au même stade, par stade">
            <table>
                <thead><tr>
                    <th scope="col">"Stade"</th><th scope="col">"Y sont"</th>
                    <th scope="col">{format!("Depuis plus de {} jours", page.days)}</th><th scope="col">"Part"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="fr-hint-text">"Jours depuis la dernière mise à jour de la classe, vacances comprises. Les classes seulement identifiées, régulières, décrochées ou en refus n'en sont pas."</p>
        {by_child(page)}
        <p class="c12-actions"><a class="fr-link" href=page.address(page.here, "/attente.csv") download="">"Télécharger ces chiffres (CSV)"</a> " " <a class="fr-link" href=page.address(page.here, "/attente.xlsx") download="">"Télécharger ces chiffres (XLSX)"</a></p>
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
    let head: Vec<_> = WAITING_STAGES
        .map(|stage| view! { <th scope="col">{french::stage(stage)}</th> })
        .into_iter()
        .collect();
    let row = |(code, name, waiting): (Option<TerritoryCode>, &str, Waiting)| {
        let cells = waiting
            .longer_than(i64::from(page.days))
            .into_iter()
            .zip(waiting.at);
        let cells: Vec<_> = cells
            .map(|(long, at)| {
                let text = if at == 0 {
                    "–".to_owned()
                } else {
                    format!("{} sur {}", number(long), number(at))
                };
                view! { <td>{text}</td> }
            })
            .collect();
        let name = match code {
            Some(code) => view! { <a href=page.address(code, "")>{name.to_owned()}</a> }.into_any(),
            None => name.to_owned().into_any(),
        };
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let title = format!("Par {child}, par ordre alphabétique");
    Some(
        view! {
            <h3>{title.clone()}</h3>
            <p>{format!("Classes au stade depuis plus de {} jours, sur celles qui y sont.", page.days)}</p>
            <div class="c12-table" tabindex="0" role="region" aria-label=title>
                <table>
                    <thead><tr><th scope="col">{french::capital(child)}</th>{head}</tr></thead>
                    <tbody>{children.into_iter().map(row).collect::<Vec<_>>()}</tbody>
                </table>
            </div>
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
    let mut rows = String::with_capacity(400 * list.units.len());
    for unit in &list.units {
        self::row(&mut rows, page, unit);
    }
    let table = format!(
        "<table><thead><tr><th scope=\"col\">École</th><th scope=\"col\" class=\"c12-text\">Classe</th>\
         <th scope=\"col\" class=\"c12-text\">Stade</th><th scope=\"col\">Depuis le</th><th scope=\"col\">Jours</th></tr></thead><tbody>{rows}</tbody></table>"
    );
    view! {
        {title}
        <p>{said}</p>
        <div class="c12-table" tabindex="0" role="region" aria-label="Classes à reprendre" inner_html=table></div>
        <p class="c12-actions"><a class="fr-link" href=page.address(page.here, "/classes.csv") download="">{format!("Télécharger {} (CSV)", plural(list.total, "la classe", "les classes"))}</a> " " <a class="fr-link" href=page.address(page.here, "/classes.xlsx") download="">{format!("Télécharger {} (XLSX)", plural(list.total, "la classe", "les classes"))}</a></p>
    }
    .into_any()
}

fn row(out: &mut String, page: &JourneysPage, known: &KnownUnit) {
    let standing = known.standing;
    out.push_str("<tr><th scope=\"row\"><a href=\"");
    let place = page.scope.page(&known.unit.school.to_string());
    escape_into(out, &format!("{place}#classe-{}", known.id));
    out.push_str("\">");
    escape_into(out, &known.school_name);
    out.push_str("</a> <span class=\"c12-estimated\">");
    escape_into(out, &known.commune);
    out.push_str("</span></th><td class=\"c12-text\">");
    escape_into(out, &known.unit.label);
    out.push_str("</td><td class=\"c12-text\">");
    out.push_str(french::step(standing.step));
    out.push_str("</td><td>");
    out.push_str(&short_day(standing.since));
    out.push_str("</td><td>");
    out.push_str(&number((page.until - standing.since).num_days()));
    out.push_str("</td></tr>");
}
