//! One row a child: académies, départements, circonscriptions, networks or schools. A column added here comes to the page, CSV and XLSX of all of
//! them.

use crate::{
    adoption::figures::moved,
    french,
    scope::Scope,
    ui::{html, table},
};
use chrono::NaiveDate;
use domain::{AdoptionStage, adoption::StageCounts, freshness::is_stale, search::fold};
use report::{Cell, Column, Columns, Kind, Table};
use std::fmt::Display;
use store::adoption::Child;

/// What all the rows of a table of children have in common.
#[derive(Clone, Copy)]
pub struct ChildrenTable<'a> {
    /// The filters.
    pub scope: &'a Scope,
    /// What a row is: `académie`.
    pub child: &'static str,
    /// The day of the figures.
    pub day: NaiveDate,
    /// Whether the year is under way, hence silence is a sign.
    pub current: bool,
}

impl<'a> ChildrenTable<'a> {
    /// The table of a page; `href`: where a child leads.
    pub fn html<Code: Display + 'a>(
        self,
        children: &[Child<Code>],
        href: impl Fn(&Child<Code>) -> String + 'a,
    ) -> String {
        let table = self.columns(href).page("", children);
        table::html(&table, table::Look::Cards)
    }

    /// The table of a file.
    pub fn file<Code: Display + 'a>(self, caption: String, children: &[Child<Code>]) -> Table {
        self.columns(|_| String::new()).file(caption, children)
    }

    fn columns<Code: Display + 'a>(
        self,
        href: impl Fn(&Child<Code>) -> String + 'a,
    ) -> Columns<'a, Child<Code>> {
        let Self {
            scope,
            child,
            day,
            current,
        } = self;
        let year = scope.year.to_string();
        let columns = Columns::new()
            .with(
                Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
                move |_| Cell::text(&year),
            )
            .with(
                Column::filed("Code", "code", Kind::Text),
                |child: &Child<Code>| Cell::Text(child.code.to_string()),
            )
            .with(
                headed(french::capital(child), "nom", Kind::Text).naming_rows(),
                move |child| Cell::link(&child.name, href(child)),
            )
            .with(Column::filed("Au", "au", Kind::Day), move |_| Cell::Day(day))
            .with(
                headed("Classes", "recensees", Kind::Number).labelled("Classes"),
                units,
            );
        with_counts(columns)
            .with(
                Column::on_page("Stades").classes("c12-text", "c12-stages-cell"),
                |child| Cell::html(stages(&child.counts)),
            )
            .with(
                Column::on_page("Utilisatrices, au fil de l'année")
                    .class("c12-wide")
                    .blank(""),
                |child| Cell::html(course(&child.using)),
            )
            .with(
                Column::titled("En 4 semaines", Kind::Points).class("c12-wide"),
                |child| Cell::or_empty(moved(&child.counts, child.four_weeks_before), Cell::Points),
            )
            .with(
                headed("Dernière nouvelle", "derniere_nouvelle", Kind::Day).labelled("Dernière nouvelle"),
                move |child| news(child, day, current),
            )
    }
}

/// The units that are estimated, in use, and at each stage.
fn with_counts<Code>(columns: Columns<'_, Child<Code>>) -> Columns<'_, Child<Code>> {
    let mut columns = columns
        .with(
            Column::filed("Dont estimées", "dont_estimees", Kind::Number),
            |child| Cell::Number(child.estimated),
        )
        .with(
            headed("Embarquées", "", Kind::Share).labelled("Embarquées"),
            |child| Cell::Share {
                part: child.counts.onboarded(),
                whole: child.counts.census(),
            },
        )
        .with(
            headed("Utilisatrices", "", Kind::Share).labelled("Utilisatrices"),
            |child| Cell::Share {
                part: child.counts.using(),
                whole: child.counts.census(),
            },
        );
    for stage in AdoptionStage::ALL {
        let word = french::stage(stage);
        columns.push(Column::filed(word, fold(word), Kind::Number), move |child| {
            Cell::Number(child.counts[stage])
        });
    }
    columns
}

/// A column whose title bears no class of its own.
fn headed(title: impl Into<String>, name: &str, kind: Kind) -> Column {
    Column {
        title_class: Some(""),
        ..Column::new(title, name, kind)
    }
}

/// Units, and how many of them are estimated.
fn units<Code>(child: &Child<Code>) -> Cell {
    let census = Cell::Number(child.counts.census());
    match child.estimated {
        ..=0 => census,
        some => {
            let html = format!(
                "{} <span class=\"c12-estimated\">dont {} est.</span>",
                census.shown(),
                french::number(some)
            );
            census.shown_as(html)
        }
    }
}

/// The bar of the stages, and what it shows for who does not see it.
fn stages(counts: &StageCounts) -> String {
    let mut out = chart::stage_bar(&counts.0);
    out.push_str("<span class=\"c12-sr\">");
    for stage in AdoptionStage::ALL.into_iter().filter(|stage| counts[*stage] > 0) {
        out.push_str(french::stage(stage));
        out.push_str(" : ");
        out.push_str(&french::number(counts[stage]));
        out.push_str(". ");
    }
    out.push_str("</span>");
    out
}

/// The units in use, week after week; nothing where there never was one.
fn course(using: &[i64]) -> String {
    match using.iter().copied().max().unwrap_or(0) {
        ..=0 => String::new(),
        peak => chart::sparkline(using, peak),
    }
}

/// The day of the latest news: how long ago it is, and whether it is to be asked for.
fn news<Code>(child: &Child<Code>, day: NaiveDate, current: bool) -> Cell {
    let mut html = html::escape(&french::days_ago(child.last_news, day));
    if current && is_stale(child.last_news, child.known_since, day) {
        html.push_str(" <span class=\"c12-badge c12-badge--stale\">à relancer</span>");
    }
    Cell::or_empty(child.last_news, Cell::Day).shown_as(html)
}
