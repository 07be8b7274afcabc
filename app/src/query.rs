//! What an address or a form says: names and values, and the filters of the figures.

use crate::{desk::Desk, failure::Failure, ui::address::address, words};
use chrono::NaiveDate;
use domain::{
    LevelCode, PolicyCode, PriorityEducation, SchoolYear, TerritoryCode, policy::Policy, territory::Territory,
};
use store::adoption::Slice;

/// The names and values of a query or of a form.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `name=value&…`.
    pub fn read(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// These names and values.
    pub fn of(values: &[(&str, Option<&str>)]) -> Self {
        let told = values
            .iter()
            .filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.to_owned())));
        Self(told.collect())
    }

    /// The first value of a name, trimmed; none when absent or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let named = self.0.iter().filter(|(known, _)| known == name);
        named
            .map(|(_, value)| value.trim())
            .find(|value| !value.is_empty())
    }

    /// The school year of a name; none when absent or empty.
    ///
    /// # Errors
    /// [`Failure::Bad`]: it is none.
    pub fn year(&self, name: &str) -> Result<Option<SchoolYear>, Failure> {
        let read = |text: &str| {
            text.parse().map_err(|_| {
                Failure::Bad(format!(
                    "« {text} » n'est pas une année scolaire : écrivez par exemple 2020-2021."
                ))
            })
        };
        self.get(name).map(read).transpose()
    }

    /// Every value of a name that is not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(known, _)| known == name);
        named
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }
}

/// What the figures of a page are about, once the store has said which years there are.
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
    /// [`Failure`]: no such policy, a filter that is none.
    pub async fn read(desk: &Desk, policy: &str, query: &Query) -> Result<Self, Failure> {
        let unknown = Failure::NotFound("Cette politique publique");
        let Some(code) = PolicyCode::new(policy) else {
            return Err(unknown);
        };
        let policy = desk.store.policy(code).await?.ok_or(unknown)?;
        let years = desk.store.years(code).await?;
        let now = SchoolYear::of(desk.today).filter(|year| years.is_empty() || years.contains(year));
        let year = match query.year("annee")? {
            Some(year) => year,
            None => now
                .or(years.first().copied())
                .ok_or(Failure::NotFound("Cette année scolaire"))?,
        };
        let level = match query.get("niveau") {
            Some(text) => Some(
                policy
                    .level(text)
                    .ok_or_else(|| Failure::Bad(format!("« {text} » n'est pas un niveau suivi ici.")))?,
            ),
            None => None,
        };
        let mark = match query.get("education") {
            Some(text) => Some(
                PriorityEducation::from_code(text)
                    .ok_or_else(|| Failure::Bad(format!("« {text} » n'est ni rep, ni rep-plus, ni none.")))?,
            ),
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
                words::territory(territory.code.kind(), &territory.name),
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
