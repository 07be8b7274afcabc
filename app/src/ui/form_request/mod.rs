//! What a form says of itself: the id made where it was opened, and the mark of what it showed.

use super::hidden_field::HiddenField;
use leptos::prelude::*;
use store::request::SeenMark;
use uuid::Uuid;

/// The two fields that nobody sees.
#[component]
pub fn FormRequestFields(
    /// The mark of what the form shows.
    seen: SeenMark,
) -> impl IntoView {
    view! {
        <HiddenField name="id" value=Uuid::now_v7().to_string()/>
        <HiddenField name="seen" value=seen.to_string()/>
    }
}
