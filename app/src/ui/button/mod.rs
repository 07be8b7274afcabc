//! Buttons: what sends a form, or a link that weighs as much.

use leptos::prelude::*;

/// How much a button weighs on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The page's main act.
    #[default]
    Primary,
    /// Another act.
    Secondary,
    /// Another act, beside a line of a list.
    SmallSecondary,
    /// An act that is seldom done.
    Tertiary,
    /// An act that is seldom done, beside a line of a list.
    SmallTertiary,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "fr-btn",
            Self::Secondary => "fr-btn fr-btn--secondary",
            Self::SmallSecondary => "fr-btn fr-btn--secondary fr-btn--sm",
            Self::Tertiary => "fr-btn fr-btn--tertiary",
            Self::SmallTertiary => "fr-btn fr-btn--tertiary fr-btn--sm",
        }
    }
}

/// Sends its form.
#[component]
pub fn Button(
    /// What it does.
    #[prop(into)]
    label: String,
    /// How much it weighs.
    #[prop(optional)]
    weight: Weight,
    /// The value that the form's `act` gets, where one of several acts is asked for.
    #[prop(optional)]
    act: Option<&'static str>,
    /// Whether the form is sent at each choice where there is a script: it hides this button.
    #[prop(optional)]
    auto: bool,
) -> impl IntoView {
    let (name, auto) = (act.map(|_| "act"), auto.then_some(""));
    view! { <button class=weight.class() type="submit" name=name value=act data-auto-button=auto>{label}</button> }
}

/// Leads to the page of an act.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What is done there.
    #[prop(into)]
    label: String,
    /// How much it weighs.
    #[prop(optional)]
    weight: Weight,
    /// Whether it leads to a file.
    #[prop(optional)]
    download: bool,
) -> impl IntoView {
    let download = download.then_some("");
    view! { <a class=weight.class() href=href download=download>{label}</a> }
}
