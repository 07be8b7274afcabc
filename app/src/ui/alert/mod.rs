//! An alert: what happened, then what to do.

use leptos::prelude::*;

/// What an alert says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Success,
    /// It was refused.
    Error,
    /// To know.
    Info,
    /// To watch.
    Warning,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Success => "fr-alert fr-alert--success fr-mb-3w",
            Self::Error => "fr-alert fr-alert--error fr-mb-3w",
            Self::Info => "fr-alert fr-alert--info fr-mb-3w",
            Self::Warning => "fr-alert fr-alert--warning fr-mb-3w",
        }
    }

    const fn role(self) -> &'static str {
        match self {
            Self::Error => "alert",
            _ => "status",
        }
    }
}

/// Where an alert leads.
pub struct AlertLink {
    /// Its address.
    pub href: String,
    /// Its words.
    pub label: &'static str,
}

/// A title and a text, then a link if there is one.
#[component]
pub fn Alert(
    /// What it says it is.
    tone: Tone,
    /// What happened.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    text: String,
    /// Where it leads.
    #[prop(optional)]
    link: Option<AlertLink>,
    /// What stands under its text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let link = link.map(|link| view! { " " <a href=link.href>{link.label}</a> });
    view! {
        <div class=tone.class() role=tone.role()>
            <h2 class="fr-alert__title">{title}</h2>
            <p>{text}{link}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// What is wrong with a form: a list, each line of which leads to its field.
#[component]
pub fn ErrorSummary(
    /// What was refused.
    #[prop(into)]
    title: String,
    /// What is wrong, each with the id of its field; empty: of the form as a whole.
    errors: Vec<FieldError>,
) -> impl IntoView {
    let line = |error: FieldError| {
        let text = match error.field_id.as_str() {
            "" => error.why.into_any(),
            id => view! { <a href=format!("#{id}")>{error.why}</a> }.into_any(),
        };
        view! { <li>{text}</li> }
    };
    let lines: Vec<_> = errors.into_iter().map(line).collect();
    view! {
        <div class=Tone::Error.class() role=Tone::Error.role()><h2 class="fr-alert__title">{title}</h2><ul>{lines}</ul></div>
    }
}

/// What is wrong with a field.
pub struct FieldError {
    /// The field's id; empty: the form as a whole.
    pub field_id: String,
    /// Why it was refused.
    pub why: String,
}
