//! Bulk update: a filtered list of classes, those ticked moved together.

mod file;
mod view;

pub use file::units_sheet;

use crate::{
    adoption::Refused,
    context::Context,
    failure::PageError,
    query::Query,
    scope::Scope,
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{Action, AdoptionStage, TerritoryCode, territory::Place};
use std::sync::Arc;
use store::adoption::{Recorded, UnitList};
use uuid::Uuid;

/// Classes on a page.
const PAGE: i64 = 100;

/// What the page of many classes shows.
pub struct BulkUpdatePage {
    asked: List,
    place: Option<Place>,
    page: i64,
    list: UnitList,
    today: NaiveDate,
    done: Option<i64>,
    /// The batch that was just written.
    receipt: Option<Uuid>,
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
    pub fn after(&self, recorded: &Recorded, form: &Query) -> String {
        // One update alone is no batch, hence has no receipt.
        let done = recorded.events.len();
        let receipt = form.get("id").filter(|_| done > 1).unwrap_or_default();
        self.written(1, [&done.to_string(), receipt])
    }

    fn address(&self, page: i64) -> String {
        self.written(page, ["", ""])
    }

    fn written(&self, page: i64, [done, receipt]: [&str; 2]) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let stage = self.stage.map_or("", AdoptionStage::code);
        let more = [
            ("territoire", self.territory.as_str()),
            ("etape", stage),
            ("page", &page),
            ("fait", done),
            ("envoi", receipt),
        ];
        self.scope
            .address(&format!("/{}/mise-a-jour", self.scope.policy.code), &more)
    }
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
            receipt: query.get("envoi").and_then(|id| Uuid::parse_str(id).ok()),
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
}
