//! The columns of an entry of the ledger, on its pages and in its file.

use crate::{
    french::{self, euros, short_day},
    ui::html,
};
use chrono::Datelike;
use domain::funding::{Cents, LedgerEntry};
use report::{Cell, Column, Columns, Kind, Place};
use store::funding::Sealed;

/// The columns of an entry; `received`: whether pages show the one of receipts.
pub fn columns(received: bool) -> Columns<'static, Sealed> {
    let columns = Columns::new()
        .with(
            Column::new("N°", "ecriture", Kind::Number).naming_rows(),
            |Sealed { entry, .. }: &Sealed| {
                let number = entry.sequence;
                let href = format!("/financement/ecritures/n/{number}");
                Cell::Number(number.0).shown_as(html::link(&number.to_string(), &href))
            },
        )
        .with(
            Column::new("Jour", "jour", Kind::Day).class("c12-text"),
            |sealed| day(&sealed.entry),
        )
        .with(Column::on_page("Écriture").class("c12-text"), |sealed| {
            what(&sealed.entry)
        });
    with_traces(with_amounts(with_document(columns), received))
}

/// Of files: what the entry is about, as it is written in Chorus.
fn with_document(columns: Columns<'static, Sealed>) -> Columns<'static, Sealed> {
    let text = |text: &Option<String>| Cell::or_empty(text.as_deref(), Cell::text);
    columns
        .with(Column::filed("Exercice", "exercice", Kind::Number), |sealed| {
            Cell::Number(i64::from(sealed.entry.year.number()))
        })
        .with(Column::filed("Type", "type", Kind::Text), |sealed| {
            Cell::text(french::funding::kind(sealed.entry.kind))
        })
        .with(Column::filed("EJ", "ej", Kind::Text), |sealed| {
            Cell::or_empty(sealed.entry.ej, |ej| Cell::text(ej.to_string()))
        })
        .with(Column::filed("Pièce", "piece", Kind::Text), |sealed| {
            Cell::or_empty(sealed.entry.number, |number| Cell::text(number.to_string()))
        })
        .with(
            Column::filed("Fournisseur", "fournisseur", Kind::Text),
            move |sealed| text(&sealed.entry.supplier),
        )
        .with(Column::filed("Objet", "objet", Kind::Text), |sealed| {
            Cell::text(&sealed.entry.object)
        })
        .with(Column::filed("Nature", "nature", Kind::Text), |sealed| {
            Cell::or_empty(sealed.entry.nature, |nature| {
                Cell::text(french::funding::nature(nature))
            })
        })
        .with(
            Column::filed("Référence", "reference", Kind::Text),
            move |sealed| text(&sealed.entry.reference),
        )
}

/// What the entry moves.
fn with_amounts(columns: Columns<'static, Sealed>, received: bool) -> Columns<'static, Sealed> {
    let mut receipts = amount("Recette", "recette");
    if !received {
        receipts.place = Place::Files;
    }
    columns
        .with(amount("AE", "ae"), |sealed| euro(sealed.entry.moves.consumed.ae))
        .with(amount("CP", "cp"), |sealed| euro(sealed.entry.moves.consumed.cp))
        .with(amount("Certifié", "certifie"), |sealed| {
            euro(sealed.entry.moves.certified)
        })
        .with(
            Column::on_page(CEILINGS).labelled(CEILINGS).blank("—"),
            |sealed| ceilings(&sealed.entry),
        )
        .with(receipts, |sealed| euro(sealed.entry.moves.received))
        .with(Column::filed("Plafond AE", "plafond_ae", Kind::Money), |sealed| {
            euro(sealed.entry.moves.ceiling.ae)
        })
        .with(Column::filed("Plafond CP", "plafond_cp", Kind::Money), |sealed| {
            euro(sealed.entry.moves.ceiling.cp)
        })
}

/// Of files: the entries that this one follows, when it was entered, its hash.
fn with_traces(columns: Columns<'static, Sealed>) -> Columns<'static, Sealed> {
    columns
        .with(Column::filed("UO", "uo", Kind::Text), |sealed| {
            Cell::text(&sealed.entry.budget_unit)
        })
        .with(
            Column::filed("Engagement", "engagement", Kind::Number),
            |sealed| Cell::or_empty(sealed.entry.commitment, |entry| Cell::Number(entry.0)),
        )
        .with(Column::filed("Annule", "annule", Kind::Number), |sealed| {
            Cell::or_empty(sealed.entry.reverses, |entry| Cell::Number(entry.0))
        })
        .with(Column::filed("Saisie le", "saisie_le", Kind::Moment), |sealed| {
            Cell::Moment(sealed.entry.recorded_at)
        })
        .with(Column::filed("Empreinte", "empreinte", Kind::Text), |sealed| {
            Cell::text(sealed.hash.to_string())
        })
}

const CEILINGS: &str = "Plafond AE, CP";

/// A column of amounts.
fn amount(title: &'static str, name: &'static str) -> Column {
    Column::new(title, name, Kind::Money).labelled(title).blank("—")
}

/// An amount; a page shows none where nothing moved.
fn euro(cents: Cents) -> Cell {
    let said = if cents.0 == 0 {
        String::new()
    } else {
        euros(cents.0)
    };
    Cell::Cents(cents.0).shown_as(said)
}

/// The day of an entry, and the year whose credits it moves where the day does not say it.
fn day(entry: &LedgerEntry) -> Cell {
    let day = Cell::Day(entry.day);
    match entry.day.year() == entry.year.number() {
        true => day,
        false => day.shown_as(format!("{} (exercice {})", short_day(entry.day), entry.year)),
    }
}

/// What an entry is, and about what.
fn what(entry: &LedgerEntry) -> Cell {
    let mut what = vec![
        entry.supplier.clone().unwrap_or_default(),
        entry.object.clone(),
        entry.reference.clone().unwrap_or_default(),
    ];
    what.extend(
        entry
            .from_year
            .map(|from| format!("de {from} vers {}", entry.year)),
    );
    what.extend(entry.ej.map(|ej| format!("EJ {ej}")));
    what.extend(entry.number.map(|number| format!("pièce {number}")));
    what.extend(
        entry
            .commitment
            .map(|number| format!("engagement n°\u{a0}{number}")),
    );
    what.extend(
        entry
            .reverses
            .map(|original| format!("annule le n°\u{a0}{original}")),
    );
    what.retain(|part| !part.is_empty());
    let mut out = format!("<strong>{}</strong> ", french::funding::kind(entry.kind));
    html::escape_into(&mut out, &what.join(", "));
    Cell::html(out)
}

/// The ceilings that an entry moves.
fn ceilings(entry: &LedgerEntry) -> Cell {
    match (entry.moves.ceiling.ae.0, entry.moves.ceiling.cp.0) {
        (0, 0) => Cell::Empty,
        (ae, cp) if ae == cp => Cell::Text(euros(ae)),
        (ae, cp) => Cell::Text(format!("{}, {}", euros(ae), euros(cp))),
    }
}
