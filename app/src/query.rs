//! What an address or a form says: names and values.

use crate::failure::Failure;
use domain::SchoolYear;

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
