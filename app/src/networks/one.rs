//! The page of one network: where its classes stand, and its schools.

use super::{address, named};
use crate::{
    adoption::figures,
    context::Context,
    data_quality::{self, QualityGauge},
    failure::PageError,
    french,
    objective::{self, TerritoryProgress},
    query::Query,
    scope::Scope,
    scope::choices,
    territory::{ChildrenTable, stages},
    ui::{
        breadcrumb::Breadcrumb,
        download_link::DownloadLink,
        page::{Page, Part},
        tile::Tile,
    },
};
use chrono::NaiveDate;
use domain::{
    Action, SchoolYear, TerritoryCode, Uai, adoption::StageCounts, networks::PriorityNetwork,
    rights::AccessScope, territory::Place,
};
use leptos::prelude::*;
use std::sync::Arc;
use store::adoption::{Child, NetworkPlace};

/// What the page of a network shows.
pub struct NetworkPage {
    pub(super) scope: Scope,
    pub(super) code: PriorityNetwork,
    place: NetworkPlace,
    /// The département of its collège; the nation where the directory does not know the collège.
    path: Place,
    /// The school year whose list it is.
    list: SchoolYear,
    pub(super) until: NaiveDate,
    current: bool,
    /// Where its classes stand, those of the schools that the reader sees.
    counts: StageCounts,
    estimated: i64,
    last_news: Option<NaiveDate>,
    /// What the territory of its collège aims at, and what lacks here.
    aim: Option<String>,
    /// The schools that have classes, where the reader may look.
    pub(super) schools: Vec<Child<Uai>>,
    /// How many more of its schools have classes.
    elsewhere: usize,
}

impl NetworkPage {
    /// Loads a network.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or network; none of its schools is the reader's.
    pub async fn load(context: &Context, policy: &str, code: &str, query: &Query) -> Result<Self, PageError> {
        const UNKNOWN: PageError = PageError::NotFound("Ce réseau");
        let scope = Scope::read(context, policy, query).await?;
        let own = scope.policy.code;
        // A network is a few schools: its figures are those that the reader sees, and how many more there are.
        let within = context.reach(Action::ReadSchools, Some(own))?;
        let code: PriorityNetwork = code.parse().map_err(|_| UNKNOWN)?;
        let list = context.store.network_list(scope.year).await?.ok_or(UNKNOWN)?;
        let place = context.store.network_place(code).await?;
        let place = place.ok_or_else(|| context.absent(Action::ReadSchools, own, "Ce réseau"))?;
        let path = match place.department {
            Some(department) => context.store.place(department).await?,
            None => None,
        };
        let path = path.unwrap_or_else(Place::nation);
        let slice = scope.slice(TerritoryCode::nation());
        let schools = context
            .store
            .schools_of_network(&slice, code, list, &within)
            .await?;
        let elsewhere = match within {
            AccessScope::Everywhere => 0,
            AccessScope::Within(_) => {
                let all = context
                    .store
                    .schools_of_network(&slice, code, list, &AccessScope::Everywhere)
                    .await?;
                all.len().saturating_sub(schools.len())
            }
        };
        if schools.is_empty() && !context.store.network_stands(code, list, &within).await? {
            return Err(PageError::Forbidden);
        }
        let mut counts = StageCounts::default();
        for school in &schools {
            counts += school.counts;
        }
        let until = scope.until(context.today);
        let progress = TerritoryProgress {
            slice: &slice,
            place: &path,
            here: None,
            counts: &counts,
            until,
        };
        let aim = objective::gap_sentence(context, progress).await?;
        Ok(Self {
            // What lacks is told of the whole network.
            aim: aim.filter(|_| elsewhere == 0),
            current: until == context.today,
            until,
            scope,
            code,
            place,
            path,
            list,
            counts,
            estimated: schools.iter().map(|school| school.estimated).sum(),
            last_news: schools.iter().filter_map(|school| school.last_news).max(),
            elsewhere,
            schools,
        })
    }

    /// The name and the address of the network of a school, as the list that tells of the year has it.
    ///
    /// # Errors
    /// The store can't answer.
    pub async fn of_school(
        context: &Context,
        scope: &Scope,
        school: Uai,
    ) -> Result<Option<(String, String)>, PageError> {
        let Some(list) = context.store.network_list(scope.year).await? else {
            return Ok(None);
        };
        let Some(code) = context.store.network_of_school(list, school).await? else {
            return Ok(None);
        };
        let place = context.store.network_place(code).await?;
        let mut name = title(code, place.as_ref().and_then(|place| place.name.as_deref()));
        if list != scope.year {
            name.push_str(&format!(" (liste {list})"));
        }
        Ok(Some((name, address(scope, code, ""))))
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = Arc::new(self);
        let title = format!("{} {}", shared.name(), shared.scope.year);
        let mut page = Page::new(Part::Rollout, title, move || shared.whole());
        page.live = true;
        page
    }

    /// What it is called.
    pub(super) fn name(&self) -> String {
        title(self.code, self.place.name.as_deref())
    }

    fn whole(&self) -> AnyView {
        let scope = &self.scope;
        let mut path = scope.links(self.path.path());
        let whose = Some(french::place(&self.path));
        let here = self.place.department.unwrap_or_else(TerritoryCode::nation);
        path.push(("Réseaux".to_owned(), scope.page(&format!("{here}/reseaux"))));
        let lead = format!(
            "{}, année scolaire {}, au {}. Dernière nouvelle : {}. Réseau {} selon la liste {}.",
            french::capital(&scope.policy.unit_many),
            scope.year,
            french::long_day(self.until),
            french::days_ago(self.last_news, self.until),
            self.code,
            self.list
        );
        let content = if self.counts.census() == 0 {
            let text = "Aucune classe recensée dans les écoles de ce réseau ne répond à ces filtres, cette année-là.";
            view! { <div class="c12-empty"><p>{text}</p></div> }.into_any()
        } else {
            let tiles: Vec<_> = figures::told(&self.counts, self.estimated, None)
                .into_iter()
                .map(|f| view! { <Tile label=f.label value=f.value note=f.note/> })
                .collect();
            view! {
                <h2 class="c12-sr">"Chiffres"</h2>
                <dl class="c12-tiles">{tiles}</dl>
                <QualityGauge href=data_quality::address(scope, here) nostrip:whose=whose census=self.counts.census() estimated=self.estimated/>
                {objective::line_of(self.aim.clone())}
                {stages::view(scope, &self.counts, None)}
                {self.schools()}
            }
            .into_any()
        };
        view! {
            <Breadcrumb path=path here=self.name()/>
            <h1>{self.name()}</h1>
            <p class="fr-text--lead">{lead}</p>
            <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les chiffres">
                {choices::year(scope)} {choices::level(scope)} {choices::mark(scope)} {choices::send()}
            </form>
            {content}
        }
        .into_any()
    }

    fn schools(&self) -> AnyView {
        let elsewhere = i64::try_from(self.elsewhere).unwrap_or(i64::MAX);
        let hidden = (elsewhere > 0).then(|| {
            let text = format!(
                "Les chiffres de cette page sont ceux des écoles que vous suivez ; {} dans ce réseau sans y être comptées.",
                french::count(elsewhere, "autre école a des classes", "autres écoles ont des classes")
            );
            view! { <p>{text}</p> }
        });
        let table = self
            .table()
            .html(&self.schools, |school| self.scope.page(&school.code.to_string()));
        let file = |extension: &str| address(&self.scope, self.code, &format!("/ecoles.{extension}"));
        view! {
            <h2>"Par école"</h2>
            {hidden}
            <div class="c12-table c12-table--children c12-table--schools" tabindex="0" role="region" aria-label="Par école" inner_html=table></div>
            <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger ce tableau (CSV)"/>
                <DownloadLink href=file("xlsx") label="Télécharger ce tableau (XLSX)"/></p>
        }
        .into_any()
    }

    /// The table of its schools.
    pub(super) fn table(&self) -> ChildrenTable<'_> {
        ChildrenTable {
            scope: &self.scope,
            child: "école",
            day: self.until,
            current: self.current,
        }
    }

    /// How many classes the schools shown have.
    pub(super) fn shown(&self) -> i64 {
        self.schools.iter().map(|school| school.counts.census()).sum()
    }
}

fn title(code: PriorityNetwork, name: Option<&str>) -> String {
    format!("Réseau : {}", named(code, name))
}
