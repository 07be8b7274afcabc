//! The page of a bulk update: its filters, what became of the last form, the classes with their boxes.

use super::{BulkUpdatePage, PAGE};
use crate::{
    adoption::{TypedUpdate, new_id, sources},
    french,
    scope::choices,
    ui::{
        alert::{Alert, AlertLink, Tone},
        badge::{self, Badge},
        breadcrumb::Breadcrumb,
        button::{Button, ButtonLink},
        date_field::DateField,
        download_link::DownloadLink,
        hidden_field::HiddenField,
        html,
        pagination::Pagination,
        select::Select,
        table::TableRegion,
    },
};
use domain::{AdoptionStage, UnitId, adoption::Step};
use leptos::prelude::*;
use report::{Cell, Column, Columns};
use store::adoption::KnownUnit;

impl BulkUpdatePage {
    pub(super) fn view(&self) -> AnyView {
        let path = self
            .place
            .as_ref()
            .map(|place| self.asked.scope.links(place.path()));
        let path = path.unwrap_or_default();
        let here = path
            .last()
            .map_or_else(|| "France".to_owned(), |(name, _)| name.clone());
        let total = french::count(
            self.list.total,
            "classe répond à ces filtres",
            "classes répondent à ces filtres",
        );
        view! {
            <Breadcrumb path=path here="Mise à jour groupée"/>
            <h1>"Mettre à jour plusieurs classes"</h1>
            <p class="fr-text--lead">{here} ", " {self.asked.scope.year.to_string()} ". " {total} "."</p>
            {self.filters()}
            {self.outcome()}
            {if self.list.units.is_empty() { self.empty() } else { self.form() }}
        }
        .into_any()
    }

    fn filters(&self) -> impl IntoView + use<> {
        let scope = &self.asked.scope;
        let stages =
            AdoptionStage::ALL.map(|stage| (stage.code().to_owned(), french::stage(stage).to_owned()));
        view! {
            <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les classes">
                <HiddenField name="territoire" value=self.asked.territory.to_string()/>
                {choices::year(scope)} {choices::level(scope)}
                <Select name="etape" label="Stade" any="Tous" options=stages chosen=self.asked.stage.map_or("", AdoptionStage::code)/>
                {choices::send()}
            </form>
        }
    }

    fn outcome(&self) -> Option<AnyView> {
        if let Some(refused) = &self.refused {
            let some = i64::try_from(refused.units.len()).unwrap_or(0);
            let why = refused.form.clone().unwrap_or_else(|| {
                format!("{} : la raison est écrite devant chacune. Décochez-les ou changez la saisie, puis renvoyez.",
                    french::count(some, "classe refuse cette mise à jour", "classes refusent cette mise à jour"))
            });
            return Some(
                view! { <Alert tone=Tone::Error title="Rien n'est enregistré" text=&why/> }.into_any(),
            );
        }
        let done = self.done?;
        let text = french::count(done, "classe a été mise à jour.", "classes ont été mises à jour.");
        let link = self.receipt.map(|id| AlertLink {
            href: format!("/envois/{id}"),
            label: "Voir le reçu de cet envoi, ou l'annuler",
        });
        Some(
            view! { <Alert tone=Tone::Success title="Mises à jour enregistrées" text=&text nostrip:link=link/> }
                .into_any(),
        )
    }

    fn empty(&self) -> AnyView {
        let all = self.asked.scope.page(self.asked.territory.as_str());
        view! {
            <div class="c12-empty">
                <p>"Aucune classe ne répond à ces filtres."</p>
                <p><ButtonLink href=all label="Revenir aux chiffres"/></p>
            </div>
        }
        .into_any()
    }

    fn form(&self) -> AnyView {
        let fresh = TypedUpdate {
            stage: self
                .asked
                .stage
                .and_then(|stage| stage.followers().first().copied())
                .unwrap_or(AdoptionStage::Contacted)
                .code()
                .to_owned(),
            day: self.today.min(self.asked.scope.year.last_event_day()).to_string(),
            source: "email".to_owned(),
            ..TypedUpdate::default()
        };
        let typed = self.refused.as_ref().map_or(&fresh, |refused| &refused.typed);
        let stages =
            AdoptionStage::ALL.map(|stage| (stage.code().to_owned(), french::stage(stage).to_owned()));
        let table = self.columns(typed).page("Classes", &self.list.units);
        let file = |extension: &str| {
            let path = format!(
                "/{}/deploiement/{}/classes.{extension}",
                self.asked.scope.policy.code, self.asked.territory
            );
            let stage = self.asked.stage.map_or("", AdoptionStage::code);
            self.asked.scope.address(&path, &[("etape", stage)])
        };
        view! {
            <form method="post" class="c12-bulk" data-once="" aria-label="Mettre à jour les classes cochées">
                <HiddenField name="id" value=new_id()/>
                <div class="c12-form c12-form--bulk">
                    <Select name="stage" label="Nouveau stade" options=stages chosen=&typed.stage/>
                    <DateField name="day" label="Jour" hint="le jour où c'était vrai" value=&typed.day max=self.today.to_string()/>
                    <Select name="source" label="Comment le savez-vous ?" options=sources() chosen=&typed.source/>
                    <Button label="Mettre à jour les classes cochées"/>
                </div>
                <p class="c12-check-all" hidden="">
                    <label><input type="checkbox" data-check-all=""/> " Tout cocher"</label> " " <span data-check-count="" role="status"></span>
                </p>
                <TableRegion table=table class="c12-table c12-table--bulk"/>
            </form>
            <Pagination rank=self.page last={(self.list.total + PAGE - 1) / PAGE} address={|page| self.asked.address(page)}/>
            <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger ces classes (CSV), à remplir et réimporter"/>
                <DownloadLink href=file("xlsx") label="Télécharger ces classes (XLSX)"/></p>
        }
        .into_any()
    }

    /// A class: its box, its name with what a form was refused for, its school, where it stands.
    fn columns<'a>(&'a self, typed: &'a TypedUpdate) -> Columns<'a, KnownUnit> {
        let words = |title| Column::on_page(title).class("c12-text");
        Columns::new()
            .with(
                Column::on_page("Cocher").unseen().classes("", "c12-check"),
                |known: &KnownUnit| tick_box(known, typed),
            )
            .with(words("Classe").naming_rows(), |known| self.class(known))
            .with(words("École"), |known| self.school(known))
            .with(words("Stade"), |known| {
                Cell::html(match known.standing.step {
                    Step::Reached(stage) => badge::stage_html(stage),
                    Step::Withdrawn => view! { <Badge label="Retirée"/> }.to_html(),
                })
            })
            .with(Column::on_page("Dernière nouvelle").class("c12-wide"), |known| {
                Cell::text(french::days_ago(known.last_news, self.today))
            })
    }

    fn class(&self, known: &KnownUnit) -> Cell {
        let mut out = html::escape(&known.unit.label);
        if let Some(why) = self.why(known.id) {
            out.push_str("<p class=\"fr-error-text\">");
            html::escape_into(&mut out, &why);
            out.push_str("</p>");
        }
        Cell::html(out)
    }

    fn school(&self, known: &KnownUnit) -> Cell {
        let href = self.asked.scope.page(&known.unit.school.to_string());
        let mut out = html::link(&known.school_name, &href);
        out.push_str(" <span class=\"c12-muted\">");
        html::escape_into(&mut out, &known.commune);
        out.push_str("</span>");
        Cell::html(out)
    }

    fn why(&self, id: UnitId) -> Option<String> {
        let refused = self.refused.as_ref()?;
        refused
            .units
            .iter()
            .find(|(unit, _)| *unit == id)
            .map(|(_, refusal)| french::refusal(refusal))
    }
}

/// The box that takes a class along, with the sequence seen.
fn tick_box(known: &KnownUnit, typed: &TypedUpdate) -> Cell {
    let id = known.id;
    let value = format!("{id}:{}", known.standing.sequence);
    let name = format!("{}, {} ({})", known.unit.label, known.school_name, known.commune);
    let ticked = typed.units.contains(&id);
    let input = view! { <input type="checkbox" name="unit" value=value checked=ticked aria-label=name/> };
    Cell::html(input.to_html())
}
