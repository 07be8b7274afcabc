//! The account report as a page that prints: the same document as the PDF and the spreadsheet.

use crate::ui::{
    form::{Line, line},
    parts, table,
};
use leptos::prelude::*;
use report::{Block, Document, Section, Table};

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
    view! {
        <h3>{table.caption.clone()}</h3>
        {table::region(table)}
    }
    .into_any()
}
