//! The columns of a territory beside the others, on the page and in files.

use super::{Beside, Comparison};
use crate::{french, ui::html};
use domain::adoption::{FunnelPlace, FunnelSide};
use report::{Cell, Column, Columns, Kind};

/// The columns of a territory.
pub(super) fn columns(comparison: &Comparison) -> Columns<'_, Beside> {
    let year = comparison.scope.year.to_string();
    let one = french::capital(comparison.mesh.words().0);
    Columns::new()
        // As the funnel plot bears it.
        .with(Column::on_page("Code").class("c12-text"), |one: &Beside| {
            Cell::text(one.child.code.local())
        })
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            move |_| Cell::text(&year),
        )
        .with(Column::filed("Code", "code", Kind::Text), |one| {
            Cell::text(one.child.code.as_str())
        })
        .with(
            Column::new(one, "nom", Kind::Text)
                .naming_rows()
                .class("c12-text"),
            |one| {
                let name = french::territory(comparison.kind(), &one.child.name);
                let href = comparison.scope.page(one.child.code.as_str());
                Cell::text(&one.child.name).shown_as(html::link(&name, &href))
            },
        )
        .with(Column::filed("Au", "au", Kind::Day), |_| {
            Cell::Day(comparison.today)
        })
        .with(Column::new("Classes", "recensees", Kind::Number), |one| {
            Cell::Number(one.child.counts.census())
        })
        .with(
            Column::filed("Classes utilisatrices", "utilisatrices", Kind::Number),
            |one| Cell::Number(one.child.counts.using()),
        )
        .with(
            Column::new("Utilisatrices", "part_pour_mille", Kind::Share),
            |one| Cell::Share {
                part: one.child.counts.using(),
                whole: one.child.counts.census(),
            },
        )
        .with(
            Column::new("En 4 semaines", "evolution_4_semaines_pour_mille", Kind::Points).blank("—"),
            |one| Cell::or_empty(one.moved, Cell::Points),
        )
        .with(
            Column::new("Hasard", "hasard", Kind::Text).class("c12-text"),
            |one| place(one.place),
        )
}

/// What chance has to do with it.
fn place(place: FunnelPlace) -> Cell {
    let (said, code) = match place {
        FunnelPlace::Within => ("dans les limites", "dans_les_limites"),
        FunnelPlace::Outside95(FunnelSide::Above) => ("au-dessus (19 sur 20)", "au_dessus_95"),
        FunnelPlace::Outside95(FunnelSide::Below) => ("au-dessous (19 sur 20)", "au_dessous_95"),
        FunnelPlace::Outside998(FunnelSide::Above) => ("au-dessus (499 sur 500)", "au_dessus_99_8"),
        FunnelPlace::Outside998(FunnelSide::Below) => ("au-dessous (499 sur 500)", "au_dessous_99_8"),
    };
    Cell::word(said, code)
}
