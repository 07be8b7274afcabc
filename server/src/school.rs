//! A school: its page, which stands at the address of a place.

use crate::request::{Ask, PlacePath};
use app::{
    adoption::Refused,
    failure::PageError,
    school::{Act, ChangeRefused, SchoolPage},
    ui::page::Page,
};
use domain::Uai;

/// The parameters by which the page says what was just recorded: the class, and that it came from another school.
pub const DONE: &[&str] = &["fait", "arrivee"];

/// The page of a school, with what was being typed on it when a session ended.
///
/// # Errors
/// [`PageError`]: no such policy, year or school; it is not the reader's.
pub async fn page(ask: &Ask<PlacePath>, uai: Uai) -> Result<Page, PageError> {
    let loaded = SchoolPage::load(&ask.context, &ask.path.policy, uai, &ask.query).await;
    match (loaded, ask.draft().await) {
        (Ok(page), Some(form)) => Ok(match Act::of(&form) {
            Some(act) => page.change_refused(ChangeRefused::resumed(act, &form)).page(),
            None => page.refused(Refused::resumed(&form)).page(),
        }),
        (loaded, _) => loaded.map(SchoolPage::page),
    }
}
