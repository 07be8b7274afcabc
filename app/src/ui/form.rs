//! Form errors: what is wrong, field by field, and their summary above the form.

use super::alert::{ErrorSummary, FieldError};
use leptos::prelude::*;

/// The sentence above a form that came after its session had ended.
pub const RESUMED: &str = "Votre session avait pris fin : rien n'était enregistré. Votre saisie est revenue telle quelle, relisez-la puis enregistrez.";

/// Errors of a form, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(&'static str, String)>);

impl Errors {
    /// Adds an error of a field.
    pub fn add(&mut self, field: &'static str, why: impl Into<String>) {
        self.0.push((field, why.into()));
    }

    /// A form that came after its session had ended: as a whole, before any of its fields was looked at.
    pub fn resumed() -> Self {
        Self(vec![("", RESUMED.to_owned())])
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Error of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, why)| why.as_str())
    }

    /// Summary with a link to each field; none without errors.
    pub fn summary(&self, title: &'static str) -> Option<AnyView> {
        self.summary_of(title, "")
    }

    /// The same, of a form whose ids of fields end with `suffix`.
    pub fn summary_of(&self, title: &'static str, suffix: &str) -> Option<AnyView> {
        let error = |(field, why): &(&str, String)| FieldError {
            field_id: match *field {
                "" => String::new(),
                field => format!("{field}{suffix}"),
            },
            why: why.clone(),
        };
        let errors: Vec<_> = self.0.iter().map(error).collect();
        (!errors.is_empty()).then(|| view! { <ErrorSummary title=title errors=errors/> }.into_any())
    }
}
