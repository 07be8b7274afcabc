//! A file that somebody brings: put aside as it comes, entered into the register, read in a task of its own.

mod form;

use crate::{AppState, request::Ask};
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
    import::{ImportId, ImportKind, ImportState, NewImport},
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
    let (mut fields, mut brought) = (Fields::default(), None);
    while let Some(mut field) = form.next_field().await? {
        match field.name().unwrap_or_default().to_owned().as_str() {
            "file" => brought = Some(put_aside(app_state, &mut field).await?),
            "columns" => fields.columns = text_of(&mut field).await?,
            name => {
                let value = field.text().await?.trim().to_owned();
                match name {
                    "id" => fields.id = value,
                    "kind" => fields.kind = value,
                    "year" => fields.year = value,
                    "repair" => fields.repair = value == "oui",
                    "dry_run" => fields.dry_run = value == "oui",
                    _ => {}
                }
            }
        }
    }
    let missing = || UploadError::Form("Choisissez un fichier.".to_owned());
    let brought = brought.filter(|file| !file.name.is_empty()).ok_or_else(missing)?;
    let stale = || UploadError::Form("Ce formulaire est incomplet : rechargez la page.".to_owned());
    let id = Uuid::parse_str(&fields.id).map_err(|_| stale())?;
    let kind = ImportKind::from_code(&fields.kind).ok_or_else(stale)?;
    let year = match fields.year.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            UploadError::Form(format!(
                "« {text} » n'est pas une année scolaire : écrivez par exemple 2020-2021."
            ))
        })?),
    };
    let columns = match kind {
        ImportKind::Funding if fields.columns.is_empty() => {
            Some(import::kept_columns(&app_state.settings.data)?)
        }
        ImportKind::Funding => Some(fields.columns),
        _ => None,
    };
    let policy = PolicyCode::HALVED_CLASSES;
    let request = Request {
        kind,
        name: brought.name.clone(),
        policy,
        year,
        repair: fields.repair,
        columns,
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
    let opening = tokio::spawn(open(app_state.clone(), by.clone(), new, request, brought));
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
) -> Result<(), StoreError> {
    let now = app_state.clock.now();
    if app_state.store.open_import(&by, now, &new).await? {
        tokio::spawn(read(app_state, by, new.id.0, request, brought));
    }
    Ok(())
}

/// Reads the file and closes the import with its report.
async fn read(app_state: AppState, by: Principal, id: Uuid, request: Request, brought: Brought) {
    let context = app_state.context(&by);
    let mut progress = |done: import::Progress| app_state.advance(id, Some(done));
    let path = brought.file.path();
    let done = import::run(
        &context.store,
        path,
        &request,
        &by,
        context.today,
        context.now,
        &mut progress,
    )
    .await;
    let (state, rows, report) = match done {
        Ok(report) => (
            report.import_state(),
            report.rows,
            serde_json::to_string(&report).unwrap_or_default(),
        ),
        Err(stop) => {
            tracing::error!(%stop, %id, "an import could not be read");
            (ImportState::Failed, 0, String::new())
        }
    };
    // Behind another import the register waits as long as it takes: else this one would seem to go on for ever.
    loop {
        let (id, now) = (ImportId(id), app_state.clock.now());
        let closing = context.store.close_import(&by, now, id, state, rows, &report);
        match closing.await {
            Err(StoreError::Busy) => tracing::info!(?id, "an import waits to be closed"),
            Err(stop) => {
                tracing::error!(%stop, ?id, "an import could not be closed");
                break;
            }
            Ok(()) => break,
        }
    }
    app_state.advance(id, None);
}
