//! The account report as a page that prints: the same document as the PDF and the spreadsheet.

use crate::ui::{
    form::{Line, line},
    parts,
};
use leptos::prelude::*;
use report::{Block, Cell, Document, Kind, Section, Table};

/// All of it.
pub fn view_document(document: &Document) -> AnyView {
    let path = [("Financement".to_owned(), "/financement".to_owned())];
    let day = document.day.to_string();
    let sections: Vec<_> = document.sections.iter().map(view_section).collect();
    view! {
        {parts::breadcrumb(&path, "Compte rendu de gestion")}
        <h1>{document.title.clone()}</h1>
        <p class="fr-text--lead">{document.subtitle.clone()}</p>
        <form method="get" class="c12-filters" data-auto="" aria-label="Jour du compte rendu">
            {line(Line { name: "jour", label: "Tel que connu le", value: &day, kind: "date", ..Line::default() }, None)}
            <button class="fr-btn fr-btn--secondary" type="submit" data-auto-button="">"Afficher"</button>
        </form>
        <p class="c12-actions">
            <a class="fr-btn" href=format!("/financement/compte-rendu.pdf?jour={day}") download="">"Télécharger en PDF"</a>
            <a class="fr-btn fr-btn--secondary" href=format!("/financement/compte-rendu.xlsx?jour={day}") download="">"Télécharger en tableur (XLSX)"</a>
        </p>
        {sections}
        <p>{document.footer.clone()}</p>
    }
    .into_any()
}

fn view_section(section: &Section) -> AnyView {
    let blocks: Vec<_> = section.blocks.iter().map(view_block).collect();
    view! { <h2>{section.heading.clone()}</h2> {blocks} }.into_any()
}

fn view_block(block: &Block) -> AnyView {
    match block {
        Block::Words(words) => view! { <p>{words.clone()}</p> }.into_any(),
        Block::Facts(facts) => {
            let facts: Vec<_> = facts
                .iter()
                .map(|(label, value)| view! { <dt>{label.clone()}</dt><dd>{value.shown()}</dd> })
                .collect();
            view! { <dl class="c12-facts">{facts}</dl> }.into_any()
        }
        Block::Table(table) => view_table(table),
    }
}

fn view_table(table: &Table) -> AnyView {
    let class = |at: usize| {
        table
            .columns
            .get(at)
            .is_some_and(|column| matches!(column.kind, Kind::Text | Kind::Day))
            .then_some("c12-text")
    };
    let heads: Vec<_> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| view! { <th scope="col" class=class(at)>{column.title.clone()}</th> })
        .collect();
    let row = |cells: &Vec<Cell>| {
        let cells: Vec<_> = cells
            .iter()
            .enumerate()
            .map(|(at, value)| match at {
                0 => view! { <th scope="row" class=class(at)>{value.shown()}</th> }.into_any(),
                _ => view! { <td class=class(at)>{value.shown()}</td> }.into_any(),
            })
            .collect();
        view! { <tr>{cells}</tr> }
    };
    let rows: Vec<_> = table.rows.iter().map(row).collect();
    let total = table
        .total
        .as_ref()
        .map(|cells| view! { <tfoot>{row(cells)}</tfoot> });
    view! {
        <h3>{table.caption.clone()}</h3>
        <div class="c12-table" tabindex="0" role="region" aria-label=table.caption.clone()>
            <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>{total}</table>
        </div>
    }
    .into_any()
}
