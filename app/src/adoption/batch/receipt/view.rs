//! The page of a receipt.

use super::{NAMED_MAX, Receipt, places::PlaceLine, undo::class_link};
use crate::{
    adoption::batch::words::{how_many, title, written},
    french::{self, author},
    ui::{
        alert::{Alert, AlertLink, Tone},
        badge::{self, Badge},
        breadcrumb::Breadcrumb,
        download_link::DownloadLink,
        table::TableRegion,
    },
};
use domain::{adoption::Step, calendar::paris_day};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};
use store::adoption::{BatchState, BatchUnitLines, KnownUnit};

impl Receipt {
    pub(super) fn view(&self) -> AnyView {
        let row = &self.row;
        let path = [("Envois".to_owned(), "/envois".to_owned())];
        let title = title(row);
        let who = format!(
            "{}, par {}, le {}.",
            how_many(row),
            author(row.author, &self.names),
            french::moment(row.recorded_at)
        );
        let file =
            (!row.head.origin.is_empty()).then(|| view! { <p>"Fichier : " {row.head.origin.clone()}</p> });
        let report = self.reported.then(|| {
            view! { <p><a href=format!("/imports/{}", row.head.id.0)>"Compte rendu de l'import"</a></p> }
        });
        let of = self.undone.clone().map(|(id, of)| {
            view! { <p>"Concerne : " <a href=format!("/envois/{}", id.0)>{of}</a></p> }
        });
        view! {
            <Breadcrumb path=path here=&title/>
            <h1>{title.clone()}</h1>
            <p class="fr-text--lead">{who}</p>
            {self.outcome()}
            {file}
            {report}
            {of}
            {self.way_back()}
            {self.by_place()}
            {self.classes()}
        }
        .into_any()
    }

    fn outcome(&self) -> Option<AnyView> {
        if let Some(why) = &self.refused {
            return Some(view! { <Alert tone=Tone::Error title="Rien n'est annulé" text=why/> }.into_any());
        }
        if self.done {
            return Some(self.just_written());
        }
        let BatchState::Undone { by, at, lines } = &self.row.state else {
            return None;
        };
        let part = if *lines < self.row.lines {
            "Il est annulé en partie"
        } else {
            "Il est annulé"
        };
        let text = format!("{part} depuis le {}.", french::long_day(paris_day(*at)));
        let link = AlertLink {
            href: format!("/envois/{}", by.0),
            label: "Voir cette annulation, ou la défaire",
        };
        Some(
            view! { <Alert tone=Tone::Info title="Cet envoi ne compte plus" text=&text link=link/> }
                .into_any(),
        )
    }

    /// What an undoing just did.
    fn just_written(&self) -> AnyView {
        let (row, many) = (&self.row, how_many(&self.row));
        let (title, text) = match row.head.restores {
            false => (
                "Envoi annulé",
                format!(
                    "{many} : les chiffres sont comme si l'envoi n'avait pas eu lieu. Vous pouvez le rétablir ici."
                ),
            ),
            true => (
                "Envoi rétabli",
                format!("{many} : les chiffres sont comme si l'annulation n'avait pas eu lieu."),
            ),
        };
        view! { <Alert tone=Tone::Success title=title text=&text/> }.into_any()
    }

    fn by_place(&self) -> Option<AnyView> {
        if self.places.is_empty() {
            return None;
        }
        let columns = Columns::new()
            .with(
                Column::titled("Territoire", Kind::Text)
                    .naming_rows()
                    .class("c12-text"),
                |line: &PlaceLine| {
                    let name = if line.inner {
                        format!("– {}", line.name)
                    } else {
                        line.name.clone()
                    };
                    match &line.href {
                        Some(href) => Cell::link(&name, href.clone()),
                        None => Cell::Text(name),
                    }
                },
            )
            .with(Column::titled("Classes", Kind::Number), |line| {
                Cell::Number(line.units)
            });
        let table = columns.page("Classes de l'envoi par territoire", &self.places);
        Some(view! { <h2>"Par territoire"</h2> <TableRegion table=table/> }.into_any())
    }

    fn classes(&self) -> Option<AnyView> {
        if self.units.is_empty() {
            return None;
        }
        let columns = Columns::new()
            .with(
                Column::titled("Classe", Kind::Text)
                    .naming_rows()
                    .class("c12-text"),
                |of: &BatchUnitLines| Cell::html(class_link(&of.known)),
            )
            .with(
                Column::titled("Ce que l'envoi a écrit", Kind::Text).class("c12-text"),
                |of| Cell::Text(written(of)),
            )
            .with(
                Column::titled("Aujourd'hui", Kind::Text).class("c12-text"),
                |of| Cell::html(badge_of(&of.known)),
            );
        let table = columns.page("Classes de l'envoi", &self.units);
        let more = (self.row.units > i64::try_from(NAMED_MAX).unwrap_or(i64::MAX)).then(|| {
            view! { <p>{format!("Les {NAMED_MAX} premières sont nommées ici ; le fichier les a toutes.")}</p> }
        });
        let file = |extension: &str| format!("/envois/{}/classes.{extension}", self.row.head.id.0);
        Some(
            view! {
                <h2>"Ce qui a été écrit"</h2>
                {more}
                <TableRegion table=table/>
                <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger les classes de cet envoi (CSV)"/>
                    <DownloadLink href=file("xlsx") label="Télécharger les classes de cet envoi (XLSX)"/></p>
            }
            .into_any(),
        )
    }
}

fn badge_of(known: &KnownUnit) -> String {
    match known.standing.step {
        Step::Reached(stage) => badge::stage_html(stage),
        Step::Withdrawn => view! { <Badge label="Retirée"/> }.to_html(),
    }
}
