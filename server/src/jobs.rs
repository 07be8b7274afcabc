//! Background jobs: what the service does by itself, every minute, every hour, every day.

use crate::{AppState, usage::matomo};
use domain::Principal;
use std::time::Duration;
use store::StoreError;

/// How often imports that nobody runs any more are looked for.
const LOOK: Duration = Duration::from_secs(10);

/// Marks the imports of programs that stopped, at once and then again and again: a start does not wait for it, nor for a long write.
async fn mark_interrupted(app_state: &AppState) {
    let mut look = tokio::time::interval(LOOK);
    loop {
        look.tick().await;
        let (by, now) = (Principal::operator(), app_state.clock.now());
        match app_state.store.interrupt_imports(&by, now).await {
            Ok(0) | Err(StoreError::Busy) => {}
            Ok(cut) => tracing::warn!(cut, "imports were interrupted"),
            Err(stop) => tracing::warn!(%stop, "interrupted imports could not be marked"),
        }
    }
}

/// Tends what ages, each sort at its own pace, for ever: to be run in a task of its own.
pub async fn tend(app_state: AppState) {
    tokio::join!(mark_interrupted(&app_state), tend_by_minute(&app_state));
}

/// Tends counters every minute, forecasts every hour, what was kept long enough once a day, the week's uses a few times a day.
async fn tend_by_minute(app_state: &AppState) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    let (mut tended, mut pulled) = (None, None);
    let mut minutes = 0_u64;
    loop {
        minute.tick().await;
        if minutes.is_multiple_of(60) {
            keep_forecasts(app_state).await;
        }
        minutes += 1;
        app_state.limiter.forget();
        // At once, then every minute: an altered ledger is said, and nothing more is written to it.
        if let Err(stop) = app_state.store.verify_ledger(app_state.real_clock.now()).await {
            tracing::warn!(%stop, "the ledger could not be verified");
        }
        matomo::pull_when_due(app_state, &mut pulled).await;
        let today = app_state.real_clock.today();
        // The invented nation lives in a past that would be let go at once.
        if tended != Some(today) && !app_state.is_demo() {
            match app_state
                .store
                .apply_retention(
                    &Principal::operator(),
                    app_state.real_clock.now(),
                    french::pseudonym,
                )
                .await
            {
                Ok(gone) => {
                    tracing::info!(gone, "what was kept long enough is gone");
                    tended = Some(today);
                }
                Err(stop) => tracing::warn!(%stop, "what was kept long enough stays for now"),
            }
        }
    }
}

/// Keeps this Monday's forecasts, once: what is kept already stays, what failed or was too early is tried again an hour later.
pub async fn keep_forecasts(app_state: &AppState) {
    match app::forecast::keep_forecasts(&app_state.context(&Principal::operator())).await {
        Ok(0) => {}
        Ok(kept) => tracing::info!(kept, "this Monday's forecasts are kept"),
        Err(stop) => tracing::warn!(%stop, "this Monday's forecasts could not be kept"),
    }
}
