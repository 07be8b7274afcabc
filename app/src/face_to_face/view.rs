//! The page of two territories face to face.

use super::{
    Gap, Measure, Pair, Side, course,
    words::{between, chance, explained, finding},
};
use crate::{
    adoption::figures::{Figure, figures as tiles_of},
    data_quality::QualityGauge,
    french::{list, long_day},
    objective,
    scope::choices,
    ui::{
        breadcrumb::Breadcrumb,
        button::{Button, Weight},
        select::Select,
        table::TableRegion,
        text_field::TextField,
        tile::Tile,
    },
};
use domain::Week;
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};

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
        <Breadcrumb path=path here="Face à face"/>
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
    let field = |name: &'static str, label: &'static str, side: &Side| {
        let value = match side.code.kind() {
            // Names of circonscriptions are not one's own.
            domain::TerritoryKind::District => side.code.to_string(),
            _ => side.name.clone(),
        };
        view! {
            <TextField name=name label=label hint="Nom ou code ; une circonscription par son code" value=value list="territoires"/>
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
            <Select name="annee" label="Année du premier" options=years.clone() chosen=&a/>
            {field("b", "Second territoire", &pair.b)}
            <Select name="annee_b" label="Année du second" options=years chosen=&b/>
            {choices::level(&pair.scope)} {choices::mark(&pair.scope)}
            <datalist id="territoires">{offered}</datalist>
            <Button label="Comparer" weight=Weight::Secondary/>
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
        {course::view(pair)}
    }
    .into_any()
}

/// The tiles of each side.
fn sides(pair: &Pair) -> AnyView {
    let one = |side: &Side, id: &'static str| {
        let tile = |figure: Figure| view! { <Tile label=figure.label value=figure.value note=figure.note/> };
        // Census, embarquées, utilisatrices.
        let tiles: Vec<_> = tiles_of(&side.weekly).into_iter().take(3).map(tile).collect();
        let at = |tail: String| match side.year == pair.scope.year {
            true => pair.scope.page(&tail),
            false => format!(
                "/{}/deploiement/{tail}?annee={}",
                pair.scope.policy.code, side.year
            ),
        };
        let href = at(side.code.to_string());
        let gauge = side.weekly.last().map(|week| {
            let href = at(format!("{}/qualite", side.code));
            view! { <QualityGauge href=href census=week.counts.census() estimated=week.estimated/> }
        });
        view! {
            <section class="c12-side" aria-labelledby=id>
                <h2 id=id><a href=href>{pair.label(side)}</a></h2>
                <dl class="c12-tiles">{tiles}</dl>
                {objective::line_of(side.aim.clone())}
                {gauge}
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

/// What the interval takes for granted.
const TAKEN: &str = "L'intervalle compte chaque classe pour elle-même ; celles d'une même école se ressemblent, et d'une année à l'autre ce sont souvent les mêmes écoles : il est plutôt trop étroit.";

/// A share that is compared, and its word.
type Measured = (&'static str, Measure);

fn gaps(pair: &Pair) -> Option<AnyView> {
    pair.gap(Measure::Using)?;
    let side = |side: &Side, measure: Measure| {
        let counted = side.weekly.last().map(|week| measure.of(week));
        Cell::or_empty(counted, |(part, whole)| Cell::Share { part, whole })
    };
    let gap = |of: &Measured, cell: fn(&Gap) -> Cell| Cell::or_empty(pair.gap(of.1), |gap| cell(&gap));
    let columns = Columns::new()
        .with(
            Column::titled("Part des classes recensées", Kind::Text)
                .naming_rows()
                .class("c12-text"),
            |(label, _): &Measured| Cell::text(*label),
        )
        .with(Column::titled(pair.label(&pair.a), Kind::Share), |of| {
            side(&pair.a, of.1)
        })
        .with(Column::titled(pair.label(&pair.b), Kind::Share), |of| {
            side(&pair.b, of.1)
        })
        .with(Column::titled("Écart", Kind::Points), |of| {
            gap(of, |gap| Cell::Points(gap.points))
        })
        .with(Column::titled("Intervalle à 95 %", Kind::Text), |of| {
            gap(of, |gap| Cell::Text(between(gap)))
        })
        .with(Column::titled("Hasard", Kind::Text).class("c12-text"), |of| {
            gap(of, |gap| Cell::text(chance(gap)))
        });
    let rows = [
        ("Embarquées", Measure::Onboarded),
        ("Utilisatrices", Measure::Using),
    ];
    let known = rows.iter().filter(|(_, measure)| pair.gap(*measure).is_some());
    let table = columns.page("Écarts entre les deux côtés", known);
    Some(view! {
        <h2>{finding(pair)}</h2>
        <p class="c12-finding">{explained(pair, Measure::Using)}</p>
        <TableRegion table=table/>
        <p>{french::NOTED} " " {TAKEN} " " <a href="/methodes#face-a-face">"Comment l'intervalle est calculé"</a></p>
    }.into_any())
}
