//! The report of an import: what was done, what is wrong and what to know, line by line.

use crate::{french, ui::table::TableRegion};
use import::{Finding, Report};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};

pub(super) fn findings(report: &Report) -> impl IntoView + use<> {
    let summary: Vec<_> = report
        .summary
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> })
        .collect();
    view! {
        <h2>"Bilan"</h2>
        <ul>{summary}</ul>
        {of_findings("Erreurs", &report.errors, report.errors_total)}
        {of_findings("À savoir", &report.warnings, report.warnings_total)}
    }
}

fn of_findings(title: &str, list: &[Finding], total: u64) -> Option<impl IntoView + use<>> {
    let words = |title: &str| Column::titled(title, Kind::Text).class("c12-text");
    let columns = Columns::new()
        .with(
            Column::titled("Ligne", Kind::Text).naming_rows(),
            |finding: &Finding| match finding.line {
                0 => Cell::text("tout le fichier"),
                line => Cell::Text(line.to_string()),
            },
        )
        .with(words("École, classe").blank(""), |finding| {
            let named = (!finding.of.is_empty()).then_some(&finding.of);
            Cell::or_empty(named, Cell::text)
        })
        .with(words("Colonne, valeur").blank(""), |finding| {
            let cell = match (&finding.column, finding.value.as_str()) {
                (Some(column), "") => Some(column.clone()),
                (Some(column), value) => Some(format!("{column} : {value}")),
                (None, "") => None,
                (None, value) => Some(value.to_owned()),
            };
            Cell::or_empty(cell, Cell::Text)
        })
        .with(words("Ce qui ne va pas, et que faire"), |finding| {
            Cell::Text(format!("{} {}", finding.reason, finding.advice))
        });
    let table = columns.page(title, list);
    let shown = list.len();
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let more = (usize::try_from(total) != Ok(shown))
        .then(|| view! { <p>{format!("Les {shown} premières sont détaillées.")}</p> });
    (total > 0).then(|| {
        view! {
            <h2>{format!("{} : {}", table.caption, french::number(total))}</h2>
            {more}
            <TableRegion table=table/>
        }
    })
}
