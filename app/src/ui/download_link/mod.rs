//! A link to a file.

use leptos::prelude::*;

/// Leads to a file that the browser keeps instead of showing it.
#[component]
pub fn DownloadLink(
    /// The address of the file.
    #[prop(into)]
    href: String,
    /// What it is, and of which kind: « Télécharger ce tableau (CSV) ».
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <a class="fr-link" href=href download="">{label}</a> }
}
