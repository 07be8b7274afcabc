//! The receipt of a batch: who, when, what, how many, by territory, the classes by name, and what undoing it would do.

mod places;
mod undo;
mod view;

use super::{Seen, seen, words::title};
use crate::{
    context::Context,
    failure::PageError,
    query::Query,
    request::form_request,
    ui::page::{Page, Part},
};
use domain::{
    AccountId, Action, Refusal, UnitId,
    adoption::{BatchId, BatchRefused, Followed},
};
use places::{PlaceLine, lines};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use store::{
    StoreError,
    adoption::{BatchRow, BatchUnitLines, KnownUnit},
    import::ImportId,
    intake::{UndoBatch, UndoPreview},
    request::FromForm,
};

/// Classes that are named one by one.
const NAMED_MAX: usize = 100;

/// Content of a receipt: the batch, its places, its units, the way to undo it.
pub struct Receipt {
    row: BatchRow,
    /// The batch that it undoes, as it is called.
    undone: Option<(BatchId, String)>,
    places: Vec<PlaceLine>,
    units: Vec<BatchUnitLines>,
    names: BTreeMap<AccountId, String>,
    /// Effect of undoing it; none for a reader who may not.
    preview: Option<UndoPreview>,
    /// The first classes on which something followed.
    followed: Vec<(KnownUnit, Followed)>,
    /// True for a reader who may read the report of its import.
    reported: bool,
    /// True on the page that an undoing leads to.
    done: bool,
    /// Why the last form was refused.
    refused: Option<String>,
}

impl Receipt {
    /// Loads the receipt of a batch.
    ///
    /// # Errors
    /// [`PageError`]: it is not there, or none of its classes is the reader's.
    pub async fn load(context: &Context, id: &str, query: &Query) -> Result<Self, PageError> {
        let Seen { row, within } = seen(context, id).await?;
        let store = &context.store;
        let places = store.batch_places(row.head.id, &within).await?;
        let named = i64::try_from(NAMED_MAX).unwrap_or(i64::MAX);
        let units = store.batch_units(row.head.id, &within, named).await?;
        let preview = preview(context, row.head.id).await?;
        let followed = match &preview {
            Some(preview) => followed(context, preview).await?,
            None => Vec::new(),
        };
        let undone = match row.head.undoes {
            Some(undone) => store.batch(undone, &within).await?.map(|of| (undone, title(&of))),
            None => None,
        };
        let territories = if places.is_empty() {
            Vec::new()
        } else {
            store.territories().await?
        };
        let named: HashMap<_, _> = territories.into_iter().map(|one| (one.code, one.name)).collect();
        Ok(Self {
            places: lines(&places, row.head.policy, &named),
            undone,
            units,
            names: store.names().await?,
            preview,
            followed,
            reported: reported(context, &row).await?,
            done: query.get("fait").is_some(),
            refused: None,
            row,
        })
    }

    /// The same receipt, with why a form was refused.
    #[must_use]
    pub fn refused(mut self, why: String) -> Self {
        self.refused = Some(why);
        self
    }

    /// The page.
    pub fn page(self) -> Page {
        let status = if self.refused.is_some() { 422 } else { 200 };
        let shared = Arc::new(self);
        let mut page = Page::new(Part::Imports, title(&shared.row), {
            let shared = shared.clone();
            move || shared.view()
        });
        page.status = status;
        page.kept = false;
        page
    }
}

/// Right to read the report of its import: its author's, or an administrator's. What the command line brought has none.
async fn reported(context: &Context, row: &BatchRow) -> Result<bool, PageError> {
    let may = row.author == context.by.actor || context.may(Action::ImportSchools, None, &[]);
    Ok(may && context.store.import(ImportId(row.head.id.0)).await?.is_some())
}

/// What undoing would do; none for who may not, or where a batch is never undone.
async fn preview(context: &Context, id: BatchId) -> Result<Option<UndoPreview>, PageError> {
    let asked = context
        .store
        .preview_undo(&context.by, context.today, context.now, id)
        .await;
    match asked {
        Ok(preview) => Ok(Some(preview)),
        Err(StoreError::Refused(Refusal::Forbidden(_) | Refusal::Batch(BatchRefused::NotUndoable(_)))) => {
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

async fn followed(context: &Context, preview: &UndoPreview) -> Result<Vec<(KnownUnit, Followed)>, PageError> {
    let first = preview.followed.get(..NAMED_MAX).unwrap_or(&preview.followed);
    let ids: Vec<UnitId> = first.iter().map(|(unit, _)| *unit).collect();
    let known = context.store.known_units(&ids).await?;
    let mut why: BTreeMap<UnitId, Followed> = first.iter().cloned().collect();
    let told = known
        .into_iter()
        .filter_map(|known| why.remove(&known.id).map(|why| (known, why)));
    Ok(told.collect())
}

/// A batch that who asks may undo.
pub struct Undoable(BatchId);

impl Undoable {
    /// Lets through who may undo a batch.
    ///
    /// # Errors
    /// [`PageError`]: it is not there, not theirs to read, or not theirs to undo.
    pub async fn allow(context: &Context, id: &str) -> Result<Self, PageError> {
        let Seen { row, .. } = seen(context, id).await?;
        match preview(context, row.head.id).await? {
            Some(_) => Ok(Self(row.head.id)),
            None => Err(PageError::Forbidden),
        }
    }

    /// Undoes it: where its own receipt stands, or why nothing is written.
    ///
    /// # Errors
    /// The form is none of ours; the store is busy or broken. A refusal is an answer, not a failure.
    pub async fn send(&self, context: &Context, form: &Query) -> Result<Result<String, String>, PageError> {
        let asked = FromForm {
            what: UndoBatch {
                batch: self.0,
                except_moved: form.get("except").is_some(),
            },
            form: Some(form_request(form)?),
        };
        let done = context
            .store
            .undo_batch(&context.by, context.today, context.now, asked)
            .await;
        match done {
            Ok(done) => Ok(Ok(format!("/envois/{}?fait=oui", done.id.0))),
            Err(StoreError::Refused(Refusal::SeenAnother)) => Ok(Err(MOVED.to_owned())),
            Err(StoreError::Refused(refusal @ (Refusal::Batch(_) | Refusal::RequestReused))) => {
                Ok(Err(french::refusal(&refusal)))
            }
            Err(other) => Err(other.into()),
        }
    }
}

const MOVED: &str = "Entre-temps, quelqu'un a écrit sur des classes de cet envoi : rien n'est annulé. La page montre maintenant ce qui a suivi ; relisez, puis recommencez.";
