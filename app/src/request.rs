//! What a form says of itself: the id made where it was opened, the mark of what it showed.

use crate::{failure::PageError, query::Query};
use domain::adoption::RequestId;
use store::request::FormRequest;
use uuid::Uuid;

/// Reads what a form says of itself, as [`crate::ui::form_request`] writes it.
///
/// # Errors
/// [`PageError::Bad`]: one of them lacks, or is none of ours.
pub fn form_request(form: &Query) -> Result<FormRequest, PageError> {
    let id = form.get("id").and_then(|id| Uuid::parse_str(id).ok());
    let seen = form.get("seen").and_then(|seen| seen.parse().ok());
    match (id, seen) {
        (Some(id), Some(seen)) => Ok(FormRequest {
            id: RequestId(id),
            seen,
        }),
        _ => Err(PageError::Bad(
            "Ce formulaire est incomplet : rechargez la page.".to_owned(),
        )),
    }
}
