//! Fields of forms: a label for each, its error beside it.

use leptos::prelude::*;

/// The sentence above a form that came after its session had ended.
pub const RESUMED: &str = "Votre session avait pris fin : rien n'était enregistré. Votre saisie est revenue telle quelle, relisez-la puis enregistrez.";

/// A list to choose from: (value, label), the chosen value; `any` is the word for no choice, if it may be left open.
pub fn select(
    name: &str,
    id: &str,
    label: &str,
    any: Option<&str>,
    options: &[(String, String)],
    chosen: &str,
) -> AnyView {
    let any =
        any.map(|word| view! { <option value="" selected=chosen.is_empty()>{word.to_owned()}</option> });
    let options: Vec<_> = options
        .iter()
        .map(|(value, word)| view! { <option value=value.clone() selected=value == chosen>{word.clone()}</option> })
        .collect();
    view! {
        <div class="fr-select-group">
            <label class="fr-label" for=id.to_owned()>{label.to_owned()}</label>
            <select class="fr-select" id=id.to_owned() name=name.to_owned()>{any}{options}</select>
        </div>
    }
    .into_any()
}

/// A choice made with one tap: (value, label), the chosen value.
pub fn taps(name: &str, options: &[(String, String)], chosen: &str) -> Vec<AnyView> {
    options
        .iter()
        .map(|(value, word)| {
            view! {
                <label class="c12-tap">
                    <input type="radio" name=name.to_owned() value=value.clone() checked=value == chosen required/>
                    <span>{word.clone()}</span>
                </label>
            }
            .into_any()
        })
        .collect()
}

/// A day.
pub fn day(name: &str, id: &str, label: &str, hint: String, value: &str, max: &str) -> AnyView {
    view! {
        <div class="fr-input-group">
            <label class="fr-label" for=id.to_owned()>{label.to_owned()} <span class="fr-hint-text">{hint}</span></label>
            <input class="fr-input" type="date" id=id.to_owned() name=name.to_owned() value=value.to_owned() max=max.to_owned() required/>
        </div>
    }
    .into_any()
}

/// A value that the form carries.
pub fn hidden(name: &str, value: String) -> AnyView {
    view! { <input type="hidden" name=name.to_owned() value=value/> }.into_any()
}

/// What a line of text is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// Its id, where another field of the page has the same name; empty: its name.
    pub id: &'a str,
    /// Its label.
    pub label: &'a str,
    /// What helps to fill it.
    pub hint: &'a str,
    /// What it holds.
    pub value: &'a str,
    /// `text`, `email`, `date`…
    pub kind: &'a str,
    /// What the browser may fill in; empty: nothing.
    pub autocomplete: &'a str,
    /// Whether it may stay empty.
    pub optional: bool,
}

/// A line of text, its error beside it.
pub fn line(line: Line<'_>, error: Option<&str>) -> AnyView {
    let id = if line.id.is_empty() { line.name } else { line.id };
    let (name, id, error_id) = (line.name.to_owned(), id.to_owned(), format!("{id}-erreur"));
    let described = error.is_some().then(|| error_id.clone());
    let group = if error.is_some() {
        "fr-input-group fr-input-group--error"
    } else {
        "fr-input-group"
    };
    let input = if error.is_some() {
        "fr-input fr-input--error"
    } else {
        "fr-input"
    };
    let error = error.map(|why| view! { <p class="fr-error-text" id=error_id>{why.to_owned()}</p> });
    let autocomplete = if line.autocomplete.is_empty() {
        "off"
    } else {
        line.autocomplete
    };
    view! {
        <div class=group>
            <label class="fr-label" for=id.clone()>{line.label.to_owned()} <span class="fr-hint-text">{line.hint.to_owned()}</span></label>
            <input class=input id=id name=name type=line.kind.to_owned() value=line.value.to_owned() required=!line.optional
                autocomplete=autocomplete.to_owned() aria-describedby=described/>
            {error}
        </div>
    }
    .into_any()
}

/// What is wrong with a form, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(&'static str, String)>);

impl Errors {
    /// Adds what is wrong with a field.
    pub fn add(&mut self, field: &'static str, why: impl Into<String>) {
        self.0.push((field, why.into()));
    }

    /// A form that came after its session had ended: as a whole, before any of its fields was looked at.
    pub fn resumed() -> Self {
        Self(vec![("", RESUMED.to_owned())])
    }

    /// Whether nothing is wrong.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, why)| why.as_str())
    }

    /// All of it, with a link to each field; nothing when nothing is wrong.
    pub fn summary(&self, title: &str) -> Option<AnyView> {
        self.summary_of(title, "")
    }

    /// The same, of a form whose fields have ids that end so.
    pub fn summary_of(&self, title: &str, suffix: &str) -> Option<AnyView> {
        let lines: Vec<_> = self
            .0
            .iter()
            .map(|(field, why)| match *field {
                "" => view! { <li>{why.clone()}</li> }.into_any(),
                field => view! { <li><a href=format!("#{field}{suffix}")>{why.clone()}</a></li> }.into_any(),
            })
            .collect();
        let title = title.to_owned();
        (!self.is_empty()).then(|| view! {
            <div class="fr-alert fr-alert--error fr-mb-3w" role="alert"><h2 class="fr-alert__title">{title}</h2><ul>{lines}</ul></div>
        }.into_any())
    }
}
