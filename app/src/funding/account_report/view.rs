//! The account report as a page that prints: the same document as the PDF and the spreadsheet.

use crate::ui::{
    breadcrumb::Breadcrumb,
    button::{Button, ButtonLink, Weight},
    table::TableRegion,
    text_field::TextField,
};
use leptos::prelude::*;
use report::{Block, Document, Section, Table};

/// All of it.
pub fn view_document(document: &Document) -> AnyView {
    let path = [("Financement".to_owned(), "/financement".to_owned())];
    let day = document.day.to_string();
    let sections: Vec<_> = document.sections.iter().map(view_section).collect();
    view! {
        <Breadcrumb path=path here="Compte rendu de gestion"/>
        <h1>{document.title.clone()}</h1>
        <p class="fr-text--lead">{document.subtitle.clone()}</p>
        <form method="get" class="c12-filters" data-auto="" aria-label="Jour du compte rendu">
            <TextField name="jour" label="Tel que connu le" value=&day kind="date"/>
            <Button label="Afficher" weight=Weight::Secondary auto=true/>
        </form>
        <p class="c12-actions">
            <ButtonLink href=format!("/financement/compte-rendu.pdf?jour={day}") label="Télécharger en PDF" download=true/>
            <ButtonLink href=format!("/financement/compte-rendu.xlsx?jour={day}") label="Télécharger en tableur (XLSX)" weight=Weight::Secondary download=true/>
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
        <TableRegion table=table.clone()/>
    }
    .into_any()
}
