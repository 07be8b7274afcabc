//! The sentence of a school that moved: its circonscription today, and the one that still counts its classes of the year.

use crate::{
    context::{Context, school::SchoolOfYear},
    failure::PageError,
    french,
    scope::Scope,
};

/// The sentence; none where the school stands where its classes of the year do.
pub(super) async fn moved(
    context: &Context,
    scope: &Scope,
    known: &SchoolOfYear,
) -> Result<Option<String>, PageError> {
    let today = known.school.lineage();
    let Some(former) = known.kept.iter().find(|kept| Some(**kept) != today) else {
        return Ok(None);
    };
    let kept = context.store.place(former.smallest()).await?;
    let Some((here, kept)) = known.place.as_ref().zip(kept.as_ref()) else {
        return Ok(None);
    };
    let told = french::MovedSchool {
        kind: known.school.kind,
        since: context.store.school_moved_on(known.school.uai).await?,
        here: here.here(),
        kept: kept.here(),
        year: scope.year,
        under_way: context.today <= scope.year.last_event_day(),
    };
    Ok(Some(french::moved_school(&told)))
}
