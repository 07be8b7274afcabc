//! What an address or a form says: names and values.

use crate::failure::PageError;
use domain::SchoolYear;

/// The names of the parameters that a page reads, in lists that several pages share.
pub type Names = &'static [&'static [&'static str]];

/// The parameters of every page of figures: school year, level, priority education.
pub const FIGURES: &[&str] = &["annee", "niveau", "education"];

/// The names and values of a query or of a form.
#[derive(Clone, Debug, Default)]
pub struct Query {
    values: Vec<(String, String)>,
    /// The only names that may be asked for; none: every name.
    known: Option<Names>,
}

impl Query {
    /// Reads `name=value&…`.
    pub fn read(text: &str) -> Self {
        Self {
            values: form_urlencoded::parse(text.as_bytes()).into_owned().collect(),
            known: None,
        }
    }

    /// The part of a query that a page knows: the first value of each of these names, sorted by name. A page never carries what it does not know.
    pub fn known(&self, names: Names) -> Self {
        let mut sorted: Vec<&str> = names.iter().copied().flatten().copied().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let values = sorted
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), self.get(name)?.to_owned())));
        Self {
            values: values.collect(),
            known: Some(names),
        }
    }

    /// Writes `name=value&…`. Of a [known](Self::known) query this is the canonical form: two addresses of one page have the same.
    pub fn text(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.values)
            .finish()
    }

    /// Tests stop here when a page reads a parameter that its route does not list: the page cache would take two pages for one.
    fn check(&self, name: &str) {
        debug_assert!(
            self.known
                .is_none_or(|names| names.iter().any(|list| list.contains(&name))),
            "«\u{a0}{name}\u{a0}» is missing in the list of the route's parameters"
        );
    }

    /// These names and values.
    pub fn of(values: &[(&str, Option<&str>)]) -> Self {
        let told = values
            .iter()
            .filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.to_owned())));
        Self {
            values: told.collect(),
            known: None,
        }
    }

    /// The first value of a name, trimmed; none when absent or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.check(name);
        let named = self.values.iter().filter(|(known, _)| known == name);
        named
            .map(|(_, value)| value.trim())
            .find(|value| !value.is_empty())
    }

    /// The school year of a name; none when absent or empty.
    ///
    /// # Errors
    /// [`PageError::Bad`]: it is none.
    pub fn year(&self, name: &str) -> Result<Option<SchoolYear>, PageError> {
        let read = |text: &str| {
            text.parse().map_err(|_| {
                PageError::Bad(format!(
                    "« {text} » n'est pas une année scolaire : écrivez par exemple 2020-2021."
                ))
            })
        };
        self.get(name).map(read).transpose()
    }

    /// Every value of a name that is not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.check(name);
        let named = self.values.iter().filter(move |(known, _)| known == name);
        named
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: Names = &[FIGURES, &["page"]];

    fn canonical(text: &str) -> String {
        Query::read(text).known(NAMES).text()
    }

    #[test]
    fn two_addresses_of_one_page_have_one_canonical_form() {
        let form = canonical("annee=2020-2021&page=2");
        assert_eq!(form, "annee=2020-2021&page=2");
        for same in [
            "page=2&annee=2020-2021",
            "annee=2020-2021&n=0.123&page=2",
            "annee=2020-2021&niveau=&page=+2&education",
            "annee=&annee=2020-2021&page=2&page=3",
        ] {
            assert_eq!(canonical(same), form, "{same}");
        }
        assert_ne!(canonical("annee=2020-2021&page=3"), form);
        assert_ne!(canonical("annee=2020-2021"), form);
    }

    #[test]
    #[should_panic(expected = "is missing in the list")]
    #[cfg(debug_assertions)]
    fn a_parameter_that_no_list_names_stops_the_tests() {
        Query::read("q=a").known(NAMES).get("q");
    }
}
