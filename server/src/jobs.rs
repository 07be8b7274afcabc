//! Background jobs: what the service does by itself, every minute, every hour, every day.

use crate::{AppState, usage::matomo};
use domain::Principal;
use std::time::Duration;

/// Tends what ages: counters every minute, forecasts every hour, what was kept long enough once a day, the week's uses a few times a day.
pub async fn tend(app_state: AppState) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    let (mut tended, mut pulled) = (None, None);
    let mut minutes = 0_u64;
    loop {
        minute.tick().await;
        if minutes.is_multiple_of(60) {
            keep_forecasts(&app_state).await;
        }
        minutes += 1;
        app_state.limiter.forget();
        // At once, then every minute: an altered ledger is said, and nothing more is written to it.
        if let Err(stop) = app_state.store.verify_ledger(app_state.real_clock.now()).await {
            tracing::warn!(%stop, "the ledger could not be verified");
        }
        matomo::pull_when_due(&app_state, &mut pulled).await;
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
