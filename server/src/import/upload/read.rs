//! The reading of a file that was brought: in its turn, its lease renewed meanwhile, and closed in the register however it ends.

use super::form::Brought;
use crate::{AppState, state::uploads::Queued};
use domain::Principal;
use import::{GivenBack, RegisterEntry, Report, Request};
use std::time::Duration;
use store::{
    StoreError,
    import::{ImportClosing, ImportId, ImportState},
};

/// How often an import says that it is still under way: several times a lease.
const RENEW: Duration = Duration::from_secs(10);
/// How soon it says so again where it could not.
const AGAIN: Duration = Duration::from_secs(1);
/// How often a file is tried again behind the long write of another program, each after the store's own wait.
const TRIES: usize = 100;

/// Reads a file in its turn, and closes its import with its report.
pub async fn read(
    app_state: AppState,
    by: Principal,
    id: ImportId,
    request: Request,
    brought: Brought,
    place: Queued,
) {
    let (own, own_by) = (app_state.clone(), by.clone());
    // In a task of its own: a panic ends it and nothing else.
    let work = tokio::spawn(async move { in_turn(&own, &own_by, id, &request, &brought).await });
    let done = tokio::select! {
        done = work => done,
        never = renew(&app_state, id) => match never {},
    };
    let report = match done {
        Ok(Ok(report)) => Some(report),
        Ok(Err(stop)) => {
            tracing::error!(%stop, ?id, "an import could not be read");
            None
        }
        Err(panic) => {
            tracing::error!(%panic, ?id, "an import panicked");
            Some(Report::broken(0, app_state.rows_read(id.0)))
        }
    };
    let report = report.as_ref();
    let given_back = report.and_then(|report| report.given_back.as_ref());
    let closing = ImportClosing {
        id,
        at: app_state.clock.now(),
        state: report.map_or(ImportState::Failed, Report::import_state),
        rows_read: report.map_or(0, |report| report.rows),
        report_json: report.map(Report::to_json).unwrap_or_default(),
        given_back_json: given_back.map(GivenBack::to_json),
    };
    // Behind another import the register waits as long as it takes: else this one would seem to go on for ever.
    loop {
        match app_state.store.close_import(&by, &closing).await {
            Err(StoreError::Busy) => tracing::info!(?id, "an import waits to be closed"),
            Err(stop) => {
                tracing::error!(%stop, ?id, "an import could not be closed");
                break;
            }
            Ok(()) => break,
        }
    }
    app_state.advance(id.0, None);
    drop(place);
}

/// Reads a file once nobody else's is read here. Behind another program's long write it is tried again.
async fn in_turn(
    app_state: &AppState,
    by: &Principal,
    id: ImportId,
    request: &Request,
    brought: &Brought,
) -> Result<Report, StoreError> {
    let _turn = app_state.uploads.turn().await;
    if let Err(stop) = app_state.store.start_import(app_state.clock.now(), id).await {
        tracing::info!(%stop, ?id, "an import is read without saying so");
    }
    let now = || app_state.clock.now();
    let mut tries = 1;
    loop {
        let mut progress = |done: import::Progress| app_state.advance(id.0, Some(done));
        let entry = RegisterEntry { id, clock: &now };
        let (store, path, today) = (&app_state.store, brought.file.path(), app_state.clock.today());
        let read = import::run_entered(store, path, request, by, today, entry, &mut progress);
        match read.await {
            Err(StoreError::Busy) if tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

/// Says again and again that an import is this program's.
async fn renew(app_state: &AppState, id: ImportId) -> std::convert::Infallible {
    loop {
        // Ends with the reading, which drops this future.
        tokio::time::sleep(RENEW).await;
        // Behind a long write it is tried again at once.
        while let Err(stop) = app_state.store.renew_import(app_state.clock.now(), id).await {
            tracing::debug!(%stop, ?id, "the lease of an import is not renewed yet");
            tokio::time::sleep(AGAIN).await;
        }
    }
}
