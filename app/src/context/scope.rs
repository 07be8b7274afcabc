//! Figure scope: policy, school year, level and priority education, read from the address of a page.

mod about;
pub mod choices;

pub use about::{about, computed, narrowed};

use crate::{context::Context, failure::PageError, query::Query, ui::address::address};
use chrono::NaiveDate;
use domain::{
    LevelCode, PolicyCode, PriorityEducation, SchoolYear, TerritoryCode, policy::Policy, territory::Territory,
};
use store::adoption::Slice;

/// Figure scope. The default year depends on which years the store has, hence reading one asks the store.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The policy.
    pub policy: Policy,
    /// The years that have units, the latest first.
    pub years: Vec<SchoolYear>,
    /// The year asked for, else the one under way, else the latest.
    pub year: SchoolYear,
    /// One level only.
    pub level: Option<LevelCode>,
    /// One mark only.
    pub mark: Option<PriorityEducation>,
}

impl Scope {
    /// Reads the filters of an address.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, a filter that is none.
    pub async fn read(context: &Context, policy: &str, query: &Query) -> Result<Self, PageError> {
        let unknown = PageError::NotFound("Cette politique publique");
        let Some(code) = PolicyCode::new(policy) else {
            return Err(unknown);
        };
        let policy = context.store.policy(code).await?.ok_or(unknown)?;
        let years = context.store.years(code).await?;
        let now = SchoolYear::of(context.today).filter(|year| years.is_empty() || years.contains(year));
        let year = match query.year("annee")? {
            Some(year) => year,
            None => now
                .or(years.first().copied())
                .ok_or(PageError::NotFound("Cette année scolaire"))?,
        };
        let level = match query.get("niveau") {
            Some(text) => Some(
                policy
                    .level(text)
                    .ok_or_else(|| PageError::Bad(format!("« {text} » n'est pas un niveau suivi ici.")))?,
            ),
            None => None,
        };
        let mark =
            match query.get("education") {
                Some(text) => Some(PriorityEducation::from_code(text).ok_or_else(|| {
                    PageError::Bad(format!("« {text} » n'est ni rep, ni rep-plus, ni none."))
                })?),
                None => None,
            };
        Ok(Self {
            policy,
            years,
            year,
            level,
            mark,
        })
    }

    /// The slice of a territory.
    pub fn slice(&self, territory: TerritoryCode) -> Slice {
        Slice {
            policy: self.policy.code,
            year: self.year,
            territory,
            level: self.level,
            priority_education: self.mark,
        }
    }

    /// The territories of a path as links to their pages: (name, address).
    pub fn links<'a>(&self, path: impl IntoIterator<Item = &'a Territory>) -> Vec<(String, String)> {
        let link = |territory: &Territory| {
            (
                french::territory(territory.code.kind(), &territory.name),
                self.page(territory.code.as_str()),
            )
        };
        path.into_iter().map(link).collect()
    }

    /// The last day the year's figures can be of.
    pub fn until(&self, today: NaiveDate) -> NaiveDate {
        today.min(self.year.last_event_day())
    }

    /// The address of a page about the same figures: `tail` is a territory's code, a UAI, or one of these and a file.
    pub fn page(&self, tail: &str) -> String {
        self.address(&format!("/{}/deploiement/{tail}", self.policy.code), &[])
    }

    /// A path with these filters and more.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let (year, level) = (
            self.year.to_string(),
            self.level.map(|level| level.to_string()).unwrap_or_default(),
        );
        let mark = self.mark.map_or("", PriorityEducation::code);
        let mut query = vec![
            ("annee", year.as_str()),
            ("niveau", level.as_str()),
            ("education", mark),
        ];
        query.extend_from_slice(more);
        address(path, &query)
    }
}
