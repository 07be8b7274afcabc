//! Many classes at once: a filtered list, ticked, moved together.

use crate::{
    adoption::{Refused, TypedUpdate, new_id, sources},
    context::Context,
    failure::PageError,
    french,
    query::Query,
    scope::Scope,
    scope::{about, choices},
    ui::{
        alert::{Alert, Tone},
        badge::{Badge, StageBadge},
        breadcrumb::Breadcrumb,
        button::{Button, ButtonLink},
        date_field::DateField,
        download_link::DownloadLink,
        hidden_field::HiddenField,
        page::{Page, Part},
        pagination::Pagination,
        select::Select,
    },
};
use chrono::NaiveDate;
use domain::{Action, AdoptionStage, TerritoryCode, UnitId, adoption::Step, territory::Place};
use leptos::prelude::*;
use report::{Cell, Kind, Sheet, Table};
use std::sync::Arc;
use store::adoption::{KnownUnit, UnitList};

/// Classes on a page.
const PAGE: i64 = 100;
/// Classes of a file.
const FILE_MAX: i64 = 100_000;

/// What the page of many classes shows.
pub struct BulkUpdatePage {
    asked: List,
    place: Option<Place>,
    page: i64,
    list: UnitList,
    today: NaiveDate,
    done: Option<i64>,
    refused: Option<Refused>,
}

/// A list of classes as an address asks for it: its filters, read before its classes are.
pub struct List {
    scope: Scope,
    territory: TerritoryCode,
    stage: Option<AdoptionStage>,
}

impl List {
    /// Reads the list that the address of the page asks for.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year, territory or stage.
    pub async fn read(context: &Context, policy: &str, query: &Query) -> Result<Self, PageError> {
        let nation = Some(TerritoryCode::nation());
        let territory = query.get("territoire").map_or(nation, TerritoryCode::parse);
        Self::of(context, policy, territory, query).await
    }

    async fn of(
        context: &Context,
        policy: &str,
        territory: Option<TerritoryCode>,
        query: &Query,
    ) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let stage = query.get("etape").map(AdoptionStage::from_code);
        if stage == Some(None) {
            return Err(PageError::Bad(
                "Ce stade n'existe pas : choisissez-le dans la liste.".to_owned(),
            ));
        }
        Ok(Self {
            scope,
            territory: territory.ok_or(PageError::NotFound("Ce territoire"))?,
            stage: stage.flatten(),
        })
    }

    /// The address that a form leads to once it is recorded.
    pub fn after(&self, done: usize) -> String {
        self.address(1, &done.to_string())
    }

    fn address(&self, page: i64, done: &str) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let stage = self.stage.map_or("", AdoptionStage::code);
        let more = [
            ("territoire", self.territory.as_str()),
            ("etape", stage),
            ("page", &page),
            ("fait", done),
        ];
        self.scope
            .address(&format!("/{}/mise-a-jour", self.scope.policy.code), &more)
    }
}

/// The classes of a list as a table, to be filled and imported back.
///
/// # Errors
/// [`PageError`]: no such policy, year or territory.
pub async fn units_sheet(
    context: &Context,
    policy: &str,
    territory: TerritoryCode,
    query: &Query,
) -> Result<Sheet, PageError> {
    let List {
        scope,
        territory,
        stage,
    } = List::of(context, policy, Some(territory), query).await?;
    let within = context.reach(Action::ReadSchools, Some(scope.policy.code))?;
    let list = context
        .store
        .list_units(&scope.slice(territory), stage, &within, 0, FILE_MAX)
        .await?;
    let mut table = Table::filed(format!("Classes de {territory}"), &UNITS);
    table.rows = list.units.iter().map(unit_row).collect();
    let until = scope.until(context.today);
    let mut about = about(&scope, list.total, until);
    let stage = stage.map_or("tous", french::stage);
    about.push(("Stade", stage.to_lowercase()));
    about.push((
        "Réimport",
        "une fois rempli, enregistrez la première feuille en CSV, puis importez-la.".to_owned(),
    ));
    Ok(Sheet {
        table,
        about,
        day: until,
    })
}

/// The columns of a list of classes: each title that an update is read by is a spelling of its import.
const UNITS: [(&str, &str, Kind); 10] = [
    ("Identifiant", "id", Kind::Number),
    ("UAI", "uai", Kind::Text),
    ("École", "ecole", Kind::Text),
    ("Commune", "commune", Kind::Text),
    ("Classe", "classe", Kind::Text),
    ("Niveau", "niveau", Kind::Text),
    ("Année scolaire", "annee", Kind::Text),
    ("Stade", "etape", Kind::Text),
    ("Date", "date", Kind::Day),
    ("Dernière nouvelle", "derniere_nouvelle", Kind::Day),
];

fn unit_row(known: &KnownUnit) -> Vec<Cell> {
    let (unit, standing) = (&known.unit, known.standing);
    vec![
        Cell::Number(known.id.0),
        Cell::text(unit.school.to_string()),
        Cell::text(&known.school_name),
        Cell::text(&known.commune),
        Cell::text(&unit.label),
        Cell::text(unit.levels.to_string()),
        Cell::text(unit.year.to_string()),
        Cell::text(french::step(standing.step).to_lowercase()),
        Cell::Day(standing.since),
        Cell::or_empty(known.last_news, Cell::Day),
    ]
}

impl BulkUpdatePage {
    /// Loads the list that an address asks for.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year, territory or stage.
    pub async fn load(context: &Context, policy: &str, query: &Query) -> Result<Self, PageError> {
        let asked = List::read(context, policy, query).await?;
        let page = query
            .get("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(1)
            .clamp(1, 1_000_000);
        let within = context.reach(Action::RecordAdoption, Some(asked.scope.policy.code))?;
        let slice = asked.scope.slice(asked.territory);
        let list = context
            .store
            .list_units(&slice, asked.stage, &within, (page - 1) * PAGE, PAGE)
            .await?;
        let place = context.store.place(asked.territory).await?;
        let done = query.get("fait").and_then(|done| done.parse().ok());
        Ok(Self {
            asked,
            place,
            page,
            list,
            today: context.today,
            done,
            refused: None,
        })
    }

    /// The same page, with a form that was refused.
    pub fn refused(mut self, refused: Refused) -> Self {
        self.refused = Some(refused);
        self
    }

    /// The page.
    pub fn page(self) -> Page {
        let status = if self.refused.is_some() { 422 } else { 200 };
        let shared = Arc::new(self);
        let mut page = Page::new(Part::Rollout, "Mettre à jour plusieurs classes", move || {
            shared.view()
        });
        page.status = status;
        page.kept = false;
        page
    }

    fn view(&self) -> AnyView {
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
