//! The page of two territories face to face.

use super::{Gap, Measure, Pair, Row, Side, file::share};
use crate::{
    french::{self, count, list, long_day, number, percent, points, short_day},
    rollout::{
        figures::{Figure, figures as tiles_of},
        filters,
    },
    ui::{form::select, html::escape_into, parts},
    words,
};
use chart::Layout;
use chrono::NaiveDate;
use domain::Week;
use leptos::prelude::*;
use store::adoption::WeekFigures;

/// All of it.
pub fn whole(pair: &Pair) -> AnyView {
    let compare = pair
        .scope
        .address(&format!("/{}/comparaison", pair.scope.policy.code), &[]);
    let path = [
        ("France".to_owned(), pair.scope.page("FR")),
        ("Comparer les territoires".to_owned(), compare),
    ];
    view! {
        {parts::breadcrumb(&path, "Face à face")}
        <h1>"Face à face"</h1>
        <p class="fr-text--lead">{lead(pair)}</p>
        {choices(pair)}
        {content(pair)}
    }
    .into_any()
}

fn lead(pair: &Pair) -> String {
    let week = |side: &Side| {
        let monday = side.year.week(pair.rank).map(Week::monday);
        monday.map(|monday| format!("la semaine du {}", long_day(monday)))
    };
    let weeks = [week(&pair.a), week(&pair.b)];
    let when = match weeks {
        [Some(a), Some(b)] if a == b => a,
        [Some(a), Some(b)] => format!("{a} et {b}"),
        _ => String::new(),
    };
    format!(
        "{} et {}, à la même semaine de l'année scolaire : {when}.",
        pair.label(&pair.a),
        pair.label(&pair.b)
    )
}

/// A plain form: each side a territory and a year.
fn choices(pair: &Pair) -> AnyView {
    let mut years = pair.scope.years.clone();
    years.extend([pair.a.year, pair.b.year]);
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let years: Vec<_> = years
        .iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    let field = |name: &'static str, label: &str, side: &Side| {
        let value = match side.code.kind() {
            // Names of circonscriptions are not one's own.
            domain::TerritoryKind::District => side.code.to_string(),
            _ => side.name.clone(),
        };
        view! {
            <div class="fr-input-group">
                <label class="fr-label" for=name>{label.to_owned()} <span class="fr-hint-text">"Nom ou code ; une circonscription par son code"</span></label>
                <input class="fr-input" type="text" id=name name=name value=value list="territoires" autocomplete="off" required/>
            </div>
        }
    };
    let offered: Vec<_> = pair
        .offered
        .iter()
        .map(|name| view! { <option value=name.clone()></option> })
        .collect();
    let (a, b) = (pair.a.year.to_string(), pair.b.year.to_string());
    view! {
        <form method="get" class="c12-filters" aria-label="Choisir les deux côtés">
            {field("a", "Premier territoire", &pair.a)}
            {select("annee", "annee", "Année du premier", None, &years, &a)}
            {field("b", "Second territoire", &pair.b)}
            {select("annee_b", "annee_b", "Année du second", None, &years, &b)}
            {filters::level(&pair.scope)} {filters::mark(&pair.scope)}
            <datalist id="territoires">{offered}</datalist>
            <button class="fr-btn fr-btn--secondary" type="submit">"Comparer"</button>
        </form>
    }
    .into_any()
}

fn content(pair: &Pair) -> AnyView {
    let empty: Vec<_> = [&pair.a, &pair.b]
        .into_iter()
        .filter(|side| side.weekly.weeks.is_empty())
        .map(|side| pair.label(side))
        .collect();
    let lacking = (!empty.is_empty()).then(|| {
        let mut sides = empty.clone();
        sides.dedup();
        let text = format!(
            "Aucune classe n'est recensée pour {} : il n'y a pas d'écart à mesurer. Choisissez un autre territoire, une autre année, ou d'autres filtres.",
            list(&sides)
        );
        view! { <div class="c12-empty"><p>{text}</p></div> }
    });
    if empty.len() == 2 {
        return lacking.into_any();
    }
    view! {
        {lacking}
        {sides(pair)}
        {gaps(pair)}
        {course(pair)}
    }
    .into_any()
}

/// The tiles of each side.
fn sides(pair: &Pair) -> AnyView {
    let one = |side: &Side, id: &'static str| {
        let tile = |figure: Figure| parts::tile(figure.label, figure.value, figure.note);
        // Census, embarquées, utilisatrices.
        let tiles: Vec<_> = tiles_of(&side.weekly).into_iter().take(3).map(tile).collect();
        let href = pair.scope.page(side.code.as_str());
        let href = match side.year == pair.scope.year {
            true => href,
            false => format!(
                "/{}/deploiement/{}?annee={}",
                pair.scope.policy.code, side.code, side.year
            ),
        };
        view! {
            <section class="c12-side" aria-labelledby=id>
                <h2 id=id><a href=href>{pair.label(side)}</a></h2>
                <dl class="c12-tiles">{tiles}</dl>
            </section>
        }
    };
    let shown = |side: &Side| !side.weekly.weeks.is_empty();
    view! {
        <div class="c12-sides">
            {shown(&pair.a).then(|| one(&pair.a, "cote-a"))}
            {shown(&pair.b).then(|| one(&pair.b, "cote-b"))}
        </div>
    }
    .into_any()
}

/// What the two sides differ by, in words: the share of each, and the difference.
fn finding(pair: &Pair) -> String {
    let told = |side: &Side| {
        let week = side.weekly.last()?;
        let (part, census) = Measure::Using.of(week);
        Some(format!(
            "{} : {} de classes utilisatrices",
            pair.label(side),
            percent(part, census)
        ))
    };
    let shares: Vec<_> = [&pair.a, &pair.b].into_iter().filter_map(told).collect();
    match pair.gap(Measure::Using) {
        Some(gap) => format!("{} ; écart : {}", shares.join(" ; "), points(gap.points)),
        None => shares.join(" ; "),
    }
}

/// What chance has to do with a difference, in a sentence.
pub(super) fn explained(pair: &Pair, measure: Measure) -> String {
    let Some(gap) = pair.gap(measure) else {
        return "Un des deux côtés n'a aucune classe recensée : il n'y a pas d'écart à mesurer.".to_owned();
    };
    match gap.interval {
        None if pair.a.code == pair.b.code => {
            "Les deux côtés sont les mêmes : choisissez un autre territoire ou une autre année.".to_owned()
        }
        None => "L'un des territoires fait partie de l'autre : les mêmes classes comptent des deux côtés, et un intervalle n'aurait pas de sens.".to_owned(),
        Some(found) if found.may_be_chance() => format!(
            "Le hasard seul peut expliquer cet écart : son intervalle à 95 % ({}) contient zéro.",
            between(&gap)
        ),
        Some(_) => format!(
            "Le hasard seul n'explique guère cet écart : son intervalle à 95 % ({}) ne contient pas zéro. Un écart n'en dit pas la cause.",
            between(&gap)
        ),
    }
}

fn between(gap: &Gap) -> String {
    gap.interval.map_or_else(
        || "sans objet".to_owned(),
        |found| {
            let (low, high) = found.within_95;
            format!("de {} à {}", points(low), points(high))
        },
    )
}

/// What the interval takes for granted.
const TAKEN: &str = "L'intervalle compte chaque classe pour elle-même ; celles d'une même école se ressemblent, et d'une année à l'autre ce sont souvent les mêmes écoles : il est plutôt trop étroit.";

fn gaps(pair: &Pair) -> Option<AnyView> {
    pair.gap(Measure::Using)?;
    let row = |label: &'static str, measure: Measure| {
        let gap = pair.gap(measure)?;
        let side = |side: &Side| side.weekly.last().map(|week| measure.of(week));
        let (a, b) = (side(&pair.a)?, side(&pair.b)?);
        let chance = match gap.interval {
            None => "sans objet",
            Some(found) if found.may_be_chance() => "le hasard peut l'expliquer",
            Some(_) => "au-delà du hasard",
        };
        Some(view! {
            <tr>
                <th scope="row" class="c12-text">{label}</th>
                <td>{percent(a.0, a.1)}</td><td>{percent(b.0, b.1)}</td>
                <td>{points(gap.points)}</td><td>{between(&gap)}</td><td class="c12-text">{chance}</td>
            </tr>
        })
    };
    Some(view! {
        <h2>{finding(pair)}</h2>
        <p class="c12-finding">{explained(pair, Measure::Using)}</p>
        <div class="c12-table" tabindex="0" role="region" aria-label="Écarts entre les deux côtés">
            <table>
                <thead><tr>
                    <th scope="col" class="c12-text">"Part des classes recensées"</th><th scope="col">{pair.label(&pair.a)}</th><th scope="col">{pair.label(&pair.b)}</th>
                    <th scope="col">"Écart"</th><th scope="col">"Intervalle à 95 %"</th><th scope="col" class="c12-text">"Hasard"</th>
                </tr></thead>
                <tbody>{row("Embarquées", Measure::Onboarded)} {row("Utilisatrices", Measure::Using)}</tbody>
            </table>
        </div>
        <p>{words::NOTED} " " {TAKEN} " " <a href="/methodes#face-a-face">"Comment l'intervalle est calculé"</a></p>
    }.into_any())
}

/// The figures of the chart, on the days of the first side's year.
pub(super) fn figures(pair: &Pair) -> chart::Usage {
    let held = match pair.a.weekly.weeks.is_empty() {
        true => &pair.b,
        false => &pair.a,
    };
    let course = |side: &Side| -> Vec<(NaiveDate, i64)> {
        let mark = |week: &WeekFigures| {
            let here = held.year.week(side.year.rank_of(week.week))?;
            Some((here.monday(), share(week)))
        };
        side.weekly.weeks.iter().filter_map(mark).collect()
    };
    let other = match pair.a.weekly.weeks.is_empty() {
        true => Vec::new(),
        false => course(&pair.b),
    };
    chart::Usage {
        weeks: course(held),
        previous: other,
        shades: pair.shades.clone(),
        name: wrapped(pair, held),
        previous_name: wrapped(pair, &pair.b),
        scale: chart::Scale::Shares,
        title: finding(pair),
        description: "Part de classes utilisatrices à la fin de chaque semaine, des deux côtés, à la même semaine de l'année scolaire ; les mêmes chiffres sont dans le tableau qui suit.".to_owned(),
        id: "face-a-face".to_owned(),
    }
}

/// Longest line of a label beside the chart, in characters.
const LINE: usize = 15;

/// A side's words in lines that leave room to the chart.
fn wrapped(pair: &Pair, side: &Side) -> String {
    let label = match pair.a.code == pair.b.code && pair.a.year != pair.b.year {
        true => side.year.to_string(),
        false => pair.label(side),
    };
    let (mut out, mut line) = (String::new(), 0);
    for word in label.split_inclusive([' ', '-']) {
        let length = word.chars().count();
        // A school year is not parted at its hyphen.
        let digits = word.starts_with(|letter: char| letter.is_ascii_digit());
        if line > 0 && line + length > LINE && !(digits && out.ends_with('-')) {
            out.truncate(out.trim_end().len());
            out.push('\n');
            line = 0;
        }
        out.push_str(word);
        line += length;
    }
    out
}

/// Where the figures come from, and what the marks are.
pub(super) fn source(pair: &Pair) -> String {
    let census = |side: &Side| {
        let census = side.weekly.last().map_or(0, |week| week.counts.census());
        format!(
            "{} : {}",
            pair.label(side),
            count(census, "classe recensée", "classes recensées")
        )
    };
    let shades = match pair.shades.is_empty() {
        true => "Vacances non grisées : elles ne sont pas les mêmes des deux côtés, ou pas encore saisies.",
        false => "Zones grisées : vacances et fermetures.",
    };
    format!(
        "Source : mises à jour de l'adoption. {} ; {}. Part de classes utilisatrices, au {}. Trait plein : {} ; tirets : {}. {shades}",
        census(&pair.a),
        census(&pair.b),
        long_day(pair.today),
        pair.label(&pair.a),
        pair.label(&pair.b),
    )
}

fn course(pair: &Pair) -> AnyView {
    let figures = figures(pair);
    let pictures = format!(
        "{}{}",
        chart::usage(&figures, Layout::Wide),
        chart::usage(&figures, Layout::Narrow)
    );
    let file = |extension: &str| pair.address(extension);
    view! {
        <h2>"Semaine après semaine"</h2>
        <figure class="c12-figure">
            <div inner_html=pictures></div>
            <figcaption>{source(pair)}</figcaption>
        </figure>
        <details class="c12-details">
            <summary>"Les chiffres de chaque semaine"</summary>
            <div class="c12-table" tabindex="0" role="region" aria-label="Chiffres de chaque semaine" inner_html=weeks(pair)></div>
        </details>
        <p class="c12-actions">
            <a class="fr-link" href=file(".csv") download="">"Télécharger les semaines (CSV)"</a>
            <a class="fr-link" href=file(".xlsx") download="">"Télécharger les semaines (XLSX)"</a>
            <a class="fr-link" href=file(".svg") download="">"Télécharger le graphique (SVG)"</a>
        </p>
    }
    .into_any()
}

/// The table of weeks, the latest first.
fn weeks(pair: &Pair) -> String {
    let mut out = String::with_capacity(16_000);
    out.push_str("<table><thead><tr><th scope=\"col\">Semaine du</th>");
    for side in [&pair.a, &pair.b] {
        let label = pair.label(side);
        for what in ["recensées", "utilisatrices", "part"] {
            out.push_str("<th scope=\"col\">");
            escape_into(&mut out, &format!("{label}, {what}"));
            out.push_str("</th>");
        }
    }
    out.push_str("<th scope=\"col\">Écart</th></tr></thead><tbody>");
    for row in pair.rows().iter().rev() {
        out.push_str("<tr><th scope=\"row\">");
        out.push_str(&days(pair, row));
        out.push_str("</th>");
        for week in [&row.a, &row.b] {
            let cells = week.as_ref().map(|week| {
                let (using, census) = Measure::Using.of(week);
                [number(census), number(using), percent(using, census)]
            });
            for cell in cells.unwrap_or_else(|| ["–"; 3].map(str::to_owned)) {
                out.push_str("<td>");
                out.push_str(&cell);
                out.push_str("</td>");
            }
        }
        let gap = row.a.as_ref().zip(row.b.as_ref());
        let gap = gap.map_or_else(|| "–".to_owned(), |(a, b)| points(share(a) - share(b)));
        out.push_str(&format!("<td>{gap}</td></tr>"));
    }
    out.push_str("</tbody></table>");
    out
}

/// The Mondays of a row: one where both years are the same.
fn days(pair: &Pair, row: &Row) -> String {
    let mut years = vec![pair.a.year, pair.b.year];
    years.dedup();
    let mondays: Vec<_> = years
        .into_iter()
        .filter_map(|year| Some(short_day(year.week(row.rank)?.monday())))
        .collect();
    french::list(&mondays)
}
