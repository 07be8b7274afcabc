//! A file that somebody brings: put aside as it comes, entered into the register, read in a task of its own.

mod form;
mod read;

use crate::{
    AppState,
    request::Ask,
    state::uploads::{FILES_MAX, Queued},
};
use app::failure::PageError;
use axum::{
    extract::Multipart,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PolicyCode, Principal};
use form::{Brought, Fields, UploadError, put_aside, text_of};
use import::Request;
use store::{
    Fault, StoreError,
    import::{ImportId, ImportKind, NewImport},
};
use uuid::Uuid;

pub async fn receive(ask: Ask, form: Multipart) -> Response {
    match accept(&ask.app_state, &ask.context.by, form).await {
        Ok(id) => Redirect::to(&format!("/imports/{id}")).into_response(),
        Err(UploadError::Form(why)) => ask.page(app::import::list(&ask.context, Some(why)).await),
        Err(UploadError::Page(failure)) => ask.failed(failure),
    }
}

async fn accept(app_state: &AppState, by: &Principal, mut form: Multipart) -> Result<Uuid, UploadError> {
    // Whoever may bring nothing is told so before the file is read.
    app::import::allow(&app_state.context(by))?;
    let full = || {
        UploadError::Form(format!(
            "Vous avez déjà {FILES_MAX} fichiers en attente ou en cours de lecture : attendez que l'un d'eux soit lu."
        ))
    };
    let mut place = app_state.uploads.enter(by.actor.account()).ok_or_else(full)?;
    let (mut fields, mut brought) = (Fields::default(), None);
    while let Some(mut field) = form.next_field().await? {
        match field.name().unwrap_or_default().to_owned().as_str() {
            "file" => brought = Some(put_aside(app_state, &mut field, &mut place).await?),
            "columns" => fields.columns = text_of(&mut field).await?,
            name => fields.set(name, field.text().await?.trim()),
        }
    }
    let missing = || UploadError::Form("Choisissez un fichier.".to_owned());
    let brought = brought.filter(|file| !file.name.is_empty()).ok_or_else(missing)?;
    let stale = || UploadError::Form("Ce formulaire est incomplet : rechargez la page.".to_owned());
    let id = Uuid::parse_str(&fields.id).map_err(|_| stale())?;
    let kind = ImportKind::from_code(&fields.kind).ok_or_else(stale)?;
    let year = fields.school_year()?;
    let columns = match kind {
        ImportKind::Funding if fields.columns.is_empty() => {
            Some(import::kept_columns(&app_state.settings.data)?)
        }
        ImportKind::Funding => Some(fields.columns),
        _ => None,
    };
    let request = Request {
        kind,
        name: brought.name.clone(),
        policy: PolicyCode::HALVED_CLASSES,
        year,
        repair: fields.repair,
        accept_moves: fields.accept_moves,
        columns,
        census: fields.census,
        hidden: fields.hidden,
        dry_run: fields.dry_run,
    };
    import::allow(by, &request, app_state.clock.today()).map_err(PageError::from)?;
    let new = NewImport {
        id: ImportId(id),
        kind,
        file_name: brought.name.clone(),
        sha256: brought.sha256,
        bytes: brought.bytes,
        dry_run: fields.dry_run,
    };
    // In a task of its own: a client that hangs up can't leave an import that is opened and never read.
    let opening = tokio::spawn(open(app_state.clone(), by.clone(), new, request, brought, place));
    let opened = opening.await.map_err(|_| StoreError::Broken(Fault::Cut));
    opened.and_then(|opened| opened).map_err(PageError::from)?;
    Ok(id)
}

/// Opens an import and starts its reading; the same form sent twice is read once.
async fn open(
    app_state: AppState,
    by: Principal,
    new: NewImport,
    request: Request,
    brought: Brought,
    place: Queued,
) -> Result<(), StoreError> {
    let now = app_state.clock.now();
    if app_state.store.open_import(&by, now, &new).await? {
        tokio::spawn(read::read(app_state, by, new.id, request, brought, place));
    }
    Ok(())
}
