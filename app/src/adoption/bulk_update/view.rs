//! The page of a bulk update: its filters, what became of the last form, the classes with their boxes.

use super::{BulkUpdatePage, PAGE};
use crate::{
    adoption::{TypedUpdate, new_id, sources},
    french,
    scope::choices,
    ui::{
        alert::{Alert, Tone},
        badge::{Badge, StageBadge},
        breadcrumb::Breadcrumb,
        button::{Button, ButtonLink},
        date_field::DateField,
        download_link::DownloadLink,
        hidden_field::HiddenField,
        pagination::Pagination,
        select::Select,
    },
};
use domain::{AdoptionStage, UnitId, adoption::Step};
use leptos::prelude::*;
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
        Some(view! { <Alert tone=Tone::Success title="Mises à jour enregistrées" text=&text/> }.into_any())
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
        let rows: Vec<_> = self
            .list
            .units
            .iter()
            .map(|known| self.row(known, typed))
            .collect();
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
                <div class="c12-table c12-table--bulk" tabindex="0" role="region" aria-label="Classes">
                    <table>
                        <thead><tr>
                            <th scope="col"><span class="c12-sr">"Cocher"</span></th>
                            <th scope="col" class="c12-text">"Classe"</th><th scope="col" class="c12-text">"École"</th>
                            <th scope="col" class="c12-text">"Stade"</th><th scope="col" class="c12-wide">"Dernière nouvelle"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </form>
            <Pagination rank=self.page last={(self.list.total + PAGE - 1) / PAGE} address={|page| self.asked.address(page, "")}/>
            <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger ces classes (CSV), à remplir et réimporter"/>
                <DownloadLink href=file("xlsx") label="Télécharger ces classes (XLSX)"/></p>
        }
        .into_any()
    }

    fn row(&self, known: &KnownUnit, typed: &TypedUpdate) -> AnyView {
        let id = known.id;
        let why = self
            .why(id)
            .map(|why| view! { <p class="fr-error-text">{why}</p> });
        let badge = match known.standing.step {
            Step::Reached(stage) => view! { <StageBadge stage=stage/> }.into_any(),
            Step::Withdrawn => view! { <Badge label="Retirée"/> }.into_any(),
        };
        let school = self.asked.scope.page(&known.unit.school.to_string());
        let name = format!("{}, {} ({})", known.unit.label, known.school_name, known.commune);
        view! {
            <tr>
                <td class="c12-check"><input type="checkbox" name="unit" value=format!("{id}:{}", known.standing.sequence)
                    checked=typed.units.contains(&id) aria-label=name/></td>
                <th scope="row" class="c12-text">{known.unit.label.clone()} {why}</th>
                <td class="c12-text"><a href=school>{known.school_name.clone()}</a> " " <span class="c12-muted">{known.commune.clone()}</span></td>
                <td class="c12-text">{badge}</td>
                <td class="c12-wide">{french::days_ago(known.last_news, self.today)}</td>
            </tr>
        }
        .into_any()
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
