//! Batches: the list of what was written together, the receipt of each, and the form that takes one back.

mod file;
mod list;
mod receipt;
mod words;

pub use file::units_sheet;
pub use list::{page as list, sheet as list_sheet};
pub use receipt::{Receipt, Undoable};

use crate::{context::Context, failure::PageError};
use domain::{Action, PolicyCode, adoption::BatchId, rights::AccessScope};
use store::adoption::BatchRow;
use uuid::Uuid;

/// Name of a batch in the page that says that there is none.
const WHAT: &str = "Cet envoi";

/// A batch with where its reader may look.
struct Seen {
    row: BatchRow,
    within: AccessScope,
}

/// Loads a batch, for who may read one of its units.
async fn seen(context: &Context, id: &str) -> Result<Seen, PageError> {
    let absent = || context.absent(Action::ReadSchools, PolicyCode::HALVED_CLASSES, WHAT);
    let id = BatchId(Uuid::parse_str(id).map_err(|_| absent())?);
    let row = context.store.batch(id, &AccessScope::Everywhere).await?;
    let Some(row) = row else {
        return Err(absent());
    };
    let within = context.reach(Action::ReadSchools, Some(row.head.policy))?;
    if within == AccessScope::Everywhere {
        return Ok(Seen { row, within });
    }
    match context.store.batch(id, &within).await? {
        Some(row) => Ok(Seen { row, within }),
        None => Err(PageError::Forbidden),
    }
}
