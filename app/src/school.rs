//! A school: its classes of a year, their history, and the form that moves one of them.

mod change;
mod moved;
mod unit;
mod update;

pub use change::{Act, ChangeRefused, ChangeSent};
pub use update::Updated;

use crate::{
    adoption::Refused,
    context::Context,
    failure::PageError,
    french,
    networks::NetworkPage,
    query::Query,
    scope::Scope,
    ui::{
        alert::{Alert, Tone},
        breadcrumb::Breadcrumb,
        button::{Button, ButtonLink, Weight},
        page::{Page, Part},
        select::Select,
    },
    usage::{SchoolUses, UsedIn, link_address},
};
use change::view::{ClassForms, adding};
use chrono::NaiveDate;
use domain::{AccountId, Action, AdoptionStage, Timeline, Uai, school::School, territory::Place};
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use store::adoption::{Corrections, KnownUnit, LineBatches};

/// What the page of a school shows.
pub struct SchoolPage {
    scope: Scope,
    school: School,
    place: Option<Place>,
    /// The sentence of a school that moved during the year; none of one that did not.
    moved: Option<String>,
    units: Vec<(KnownUnit, Timeline)>,
    names: BTreeMap<AccountId, String>,
    corrections: Corrections,
    batches: LineBatches,
    /// Whether the reader may move its classes, and bring lists of them.
    may_record: bool,
    may_import: bool,
    today: NaiveDate,
    /// The rentrée of its zone, or today where that has not come yet: the day on which a class enters unless another is typed.
    census_day: NaiveDate,
    /// The unit that was just written to.
    done: Option<i64>,
    /// Whether it came from another school.
    arrived: bool,
    refused: Option<Refused>,
    change_refused: Option<ChangeRefused>,
    /// The name and the address of the network of priority education that it stands in.
    network: Option<(String, String)>,
    /// What was measured in it.
    uses: Option<SchoolUses>,
}

impl SchoolPage {
    /// Loads a school.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or school; it is not the reader's.
    pub async fn load(context: &Context, policy: &str, uai: Uai, query: &Query) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let own = Some(scope.policy.code);
        let known = context
            .school(Action::ReadSchools, scope.policy.code, scope.year, uai)
            .await?;
        let lineage = known.lineage();
        let units = context
            .store
            .units_of_school(scope.policy.code, scope.year, uai)
            .await?;
        let ids: Vec<_> = units.iter().map(|(unit, _)| unit.id).collect();
        let corrections = context.store.corrections(&ids).await?;
        let batches = context.store.batches_of(&ids).await?;
        let used_in = UsedIn {
            school: uai,
            lineage: &lineage,
            units: &ids,
        };
        let uses = SchoolUses::load(context, &scope, used_in).await?;
        let done = query.get("fait").and_then(|unit| unit.parse().ok());
        Ok(Self {
            moved: moved::moved(context, &scope, &known).await?,
            may_record: context.may(Action::RecordAdoption, own, &known.places),
            may_import: context.may(Action::ImportUnits, own, &known.places),
            school: known.school,
            place: known.place,
            units,
            corrections,
            batches,
            names: context.store.names().await?,
            today: context.today,
            census_day: update::census_day(context, &scope, &lineage).await?,
            done,
            arrived: query.get("arrivee").is_some(),
            refused: None,
            change_refused: None,
            network: NetworkPage::of_school(context, &scope, uai).await?,
            uses,
            scope,
        })
    }

    /// The same page, with a form that was refused.
    pub fn refused(mut self, refused: Refused) -> Self {
        self.refused = Some(refused);
        self
    }

    /// The same page, with a change of a class that was refused.
    pub fn change_refused(mut self, refused: ChangeRefused) -> Self {
        self.change_refused = Some(refused);
        self
    }

    /// The page.
    pub fn page(self) -> Page {
        let is_refused = self.refused.is_some() || self.change_refused.is_some();
        let status = if is_refused { 422 } else { 200 };
        let title = format!("{}, {}", self.school.name, self.school.commune);
        let shared = Arc::new(self);
        let mut page = Page::new(Part::Rollout, title, move || shared.view());
        page.status = status;
        page.kept = false;
        page
    }

    fn view(&self) -> AnyView {
        let path = self.place.as_ref().map(|place| self.scope.links(place.path()));
        let path = path.unwrap_or_default();
        let years: Vec<_> = self
            .scope
            .years
            .iter()
            .map(|year| (year.to_string(), year.to_string()))
            .collect();
        let about = format!(
            "{} · {} {} · UAI {} · {}",
            french::school_kind(self.school.kind),
            self.school.postal_code,
            self.school.commune,
            self.school.uai,
            french::mark(self.school.priority_education)
        );
        view! {
            <Breadcrumb path=path here=&self.school.name/>
            <h1>{self.school.name.clone()}</h1>
            <p class="fr-text--lead">{about}</p>
            {self.network.clone().map(|(name, href)| view! { <p><a href=href>{name}</a></p> })}
            {(!self.school.open).then(|| view! { <Alert tone=Tone::Warning title="L'annuaire ne la donne pas pour ouverte" text="Elle est fermée, ou n'est pas encore ouverte."/> })}
            {self.moved.as_ref().map(|moved| view! { <Alert tone=Tone::Info title="Changement de territoire" text=moved/> })}
            <form method="get" class="c12-filters" data-auto="" aria-label="Choisir l'année scolaire">
                <Select name="annee" label="Année scolaire" options=years chosen=self.scope.year.to_string()/>
                <Button label="Afficher" weight=Weight::Secondary auto=true/>
            </form>
            {self.outcome()}
            <h2>{french::count(i64::try_from(self.stages().count()).unwrap_or(0), &self.scope.policy.unit_one, &self.scope.policy.unit_many)}</h2>
            {self.finding().map(|finding| view! { <p class="c12-finding">{finding}</p> })}
            {self.list()}
            {self.may_record.then(|| self.adding())}
            {self.uses()}
        }
        .into_any()
    }

    /// The stages of the classes that have not left.
    fn stages(&self) -> impl Iterator<Item = AdoptionStage> {
        self.units
            .iter()
            .filter_map(|(unit, _)| unit.standing.step.stage())
    }

    /// Where the school stands, in a sentence; none when it has a single class, which says it itself.
    fn finding(&self) -> Option<String> {
        let stages: Vec<_> = self.stages().collect();
        let count = |is: fn(AdoptionStage) -> bool| {
            i64::try_from(stages.iter().filter(|stage| is(**stage)).count()).unwrap_or(0)
        };
        let all = count(|_| true);
        let onboarded = count(AdoptionStage::is_onboarded);
        let untouched = count(|stage| stage == AdoptionStage::Identified);
        let embarked = french::plural(onboarded, "est embarquée", "sont embarquées");
        let first = match onboarded {
            0 => "Aucune n'est embarquée".to_owned(),
            some => format!("{} sur {} {embarked}", french::number(some), french::number(all)),
        };
        let second = match untouched {
            0 => String::new(),
            some => format!(
                " ; {} {} jamais été {}",
                french::number(some),
                french::plural(some, "n'a", "n'ont"),
                french::plural(some, "contactée", "contactées")
            ),
        };
        (all > 1).then(|| format!("{first}{second}."))
    }

    /// Why what was asked is refused; what was done is told by its class's card.
    fn outcome(&self) -> Option<AnyView> {
        if let Some(ChangeRefused { typed, errors, .. }) = &self.change_refused {
            let key = typed
                .unit
                .map_or_else(|| "ajout".to_owned(), |unit| unit.to_string());
            return errors.summary_of("Rien n'est enregistré", &format!("-{key}"));
        }
        let refused = self.refused.as_ref()?;
        let why = match (&refused.form, refused.units.first()) {
            (Some(why), _) => why.clone(),
            (None, Some((_, refusal))) => french::refusal(refusal),
            (None, None) => String::new(),
        };
        Some(
            view! { <Alert tone=Tone::Error title="La mise à jour n'est pas enregistrée" text=&why/> }
                .into_any(),
        )
    }

    fn uses(&self) -> Option<AnyView> {
        let units: Vec<_> = self
            .units
            .iter()
            .map(|(unit, _)| unit)
            .filter(|unit| unit.standing.step.stage().is_some())
            .collect();
        let address = self
            .may_record
            .then(|| link_address(&self.scope, self.school.uai));
        let uses = self.uses.as_ref()?;
        Some(view! { <section id="usages">{uses.view(&units, &self.names, address)}</section> }.into_any())
    }

    /// The form of a class to add.
    fn adding(&self) -> AnyView {
        let refused = self.change_refused.as_ref();
        let own = refused.filter(|refused| refused.typed.act == Act::Add);
        adding(&self.scope.policy, self.census_day, own)
    }

    fn list(&self) -> AnyView {
        if self.units.is_empty() {
            let text = format!(
                "Aucune classe n'est recensée dans cette école pour {}.",
                self.scope.year
            );
            return view! {
                <div class="c12-empty"><p>{text}</p>{self.may_import.then(|| view! { <p><ButtonLink href="/imports" label="Importer une liste de classes"/></p> })}</div>
            }
            .into_any();
        }
        let alone = self.units.len() == 1;
        let units: Vec<_> = self
            .units
            .iter()
            .map(|(unit, timeline)| {
                let refused = self
                    .refused
                    .as_ref()
                    .filter(|refused| refused.typed.units.contains(&unit.id));
                let change_refused = self
                    .change_refused
                    .as_ref()
                    .filter(|refused| refused.typed.unit == Some(unit.id));
                let is_refused = refused.is_some() || change_refused.is_some();
                let open = alone || is_refused || self.done == Some(unit.id.0);
                let corrections = self.corrections.get(&unit.id).map_or(&[][..], Vec::as_slice);
                let form = self.may_record.then(|| unit::CardForms {
                    update: unit::form(unit, timeline, refused, self.today),
                    changes: ClassForms {
                        known: unit,
                        corrected: corrections.last().map_or(0, |last| last.rank),
                        refused: change_refused,
                        policy: &self.scope.policy,
                        latest: self.scope.until(self.today),
                    }
                    .view(),
                });
                let told = unit::UnitCard {
                    known: unit,
                    timeline,
                    names: &self.names,
                    corrections,
                    batches: &self.batches,
                    today: self.today,
                    just_written: !is_refused && self.done == Some(unit.id.0),
                    arrived: self.arrived,
                };
                unit::card(told, form, open)
            })
            .collect();
        view! { <div class="c12-units">{units}</div> }.into_any()
    }
}
