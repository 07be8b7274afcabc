//! The part of a receipt that takes its batch back, and names what followed.

use super::{NAMED_MAX, Receipt};
use crate::{
    french,
    ui::{
        button::Button, form_request::FormRequestFields, hidden_field::HiddenField, html, table::TableRegion,
    },
};
use domain::adoption::{BatchKind, Followed};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};
use store::{adoption::KnownUnit, intake::UndoPreview};

impl Receipt {
    /// The way back, for who may; else who may, or why nobody may.
    pub(super) fn way_back(&self) -> AnyView {
        let Some(preview) = &self.preview else {
            return view! { <p>{self.nobody()}</p> }.into_any();
        };
        let title = if self.brings_back() {
            "Rétablir"
        } else {
            "Annuler"
        };
        view! {
            <h2>{title} " cet envoi"</h2>
            {self.named_followed(preview)}
            {if preview.undoable == 0 { self.nothing_left(preview) } else { self.form(preview) }}
        }
        .into_any()
    }

    /// Whether undoing it brings back what it took.
    fn brings_back(&self) -> bool {
        self.row.head.undoes.is_some() && !self.row.head.restores
    }

    fn nobody(&self) -> &'static str {
        match self.row.head.kind {
            BatchKind::Schools => {
                "Un annuaire ne s'annule pas : le suivant dit à nouveau tout ce qui doit valoir."
            }
            BatchKind::Networks => {
                "Une liste de réseaux ne s'annule pas : la suivante remplace toute l'année."
            }
            _ => {
                "Cet envoi peut être annulé par la personne qui l'a fait, dans ses territoires, ou par une administratrice ou un administrateur."
            }
        }
    }

    fn nothing_left(&self, preview: &UndoPreview) -> AnyView {
        let text = if preview.followed.is_empty() {
            "Il n'y a plus rien à annuler : tout l'est déjà."
        } else {
            "Quelque chose a suivi sur toutes ces classes : il n'y a rien d'autre à annuler."
        };
        view! { <p>{text}</p> }.into_any()
    }

    /// How many are taken back: updates by line, classes and measures by one.
    fn amount(&self, preview: &UndoPreview) -> i64 {
        let lines = match self.row.head.kind {
            BatchKind::Bulk | BatchKind::Updates => preview.lines,
            _ => preview.undoable,
        };
        i64::try_from(lines).unwrap_or(i64::MAX)
    }

    fn form(&self, preview: &UndoPreview) -> AnyView {
        let (verb, amount) = (
            if self.brings_back() {
                "Rétablir"
            } else {
                "Annuler"
            },
            self.amount(preview),
        );
        let all = preview.followed.is_empty();
        let label = match (all, amount) {
            (true, 1) => format!("{verb} cette {}", one(self.row.head.kind)),
            (true, _) => format!("{verb} ces {}", french::undo_label(self.row.head.kind, amount)),
            (false, 1) => format!("{verb} l'autre"),
            (false, _) => format!("{verb} les {} autres", french::number(amount)),
        };
        let text = match (self.brings_back(), self.row.head.kind) {
            (true, _) => "Les chiffres seront comme si l'annulation n'avait pas eu lieu.",
            (false, BatchKind::Usage) => {
                "Ces mesures ne compteront plus ; ce qui était mesuré avant elles vaudra à nouveau. Elles restent à lire, et peuvent être rétablies."
            }
            (false, BatchKind::Units | BatchKind::Estimate) => {
                "Les classes entrées se retirent le jour de leur recensement, celles qui ont été corrigées reprennent ce qu'on en disait. Tout reste à lire, et peut être rétabli."
            }
            _ => {
                "Les chiffres seront comme si cet envoi n'avait pas eu lieu. Tout reste à lire dans l'histoire des classes, et peut être rétabli."
            }
        };
        let named = label.clone();
        view! {
            <form method="post" action=format!("/envois/{}", self.row.head.id.0) class="c12-form" data-once="" aria-label=named>
                <FormRequestFields seen=preview.mark/>
                {(!all).then(|| view! { <HiddenField name="except" value="oui"/> })}
                <p>{text}</p>
                <Button label=label/>
            </form>
        }
        .into_any()
    }

    /// The classes on which something followed: they stay as they are.
    fn named_followed(&self, preview: &UndoPreview) -> Option<AnyView> {
        let many = i64::try_from(preview.followed.len()).unwrap_or(i64::MAX);
        if many == 0 {
            return None;
        }
        let columns = Columns::new()
            .with(
                Column::titled("Classe", Kind::Text)
                    .naming_rows()
                    .class("c12-text"),
                |(known, _): &(KnownUnit, Followed)| Cell::html(class_link(known)),
            )
            .with(
                Column::titled("Ce qui a suivi", Kind::Text).class("c12-text"),
                |(_, why)| Cell::Text(french::followed(why)),
            );
        let table = columns.page("Classes sur lesquelles quelque chose a suivi", &self.followed);
        let lead = match many {
            1 => "Quelque chose a suivi sur 1 classe : elle reste comme elle est.".to_owned(),
            many => format!(
                "Quelque chose a suivi sur {} : elles restent comme elles sont.",
                french::count(many, "classe", "classes")
            ),
        };
        let more = (preview.followed.len() > NAMED_MAX)
            .then(|| view! { <p>{format!("Les {NAMED_MAX} premières sont nommées.")}</p> });
        Some(view! { <p>{lead}</p> {more} <TableRegion table=table/> }.into_any())
    }
}

const fn one(kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Bulk | BatchKind::Updates => "mise à jour",
        BatchKind::Units | BatchKind::Estimate => "classe",
        BatchKind::Usage => "mesure",
        BatchKind::Schools => "école",
        BatchKind::Networks => "liste",
    }
}

/// A class, which leads to its card, and its school.
pub(super) fn class_link(known: &KnownUnit) -> String {
    let unit = &known.unit;
    let href = format!(
        "/{}/deploiement/{}?annee={}#classe-{}",
        unit.policy, unit.school, unit.year, known.id
    );
    let mut out = html::link(&unit.label, &href);
    out.push_str(" <span class=\"c12-muted\">");
    html::escape_into(&mut out, &format!("{}, {}", known.school_name, known.commune));
    out.push_str("</span>");
    out
}
