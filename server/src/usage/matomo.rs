//! Pulls uses from Matomo: asks for the last weeks and brings them as a file would be brought, in the register of imports, whole or not at all.

use crate::{AppState, clients::matomo::Weeks};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    PolicyCode, Principal, TerritoryCode, Week,
    usage::{Measure, UsagePlace},
};
use import::{NewEntry, Report, Request};
use sha2::{Digest, Sha256};
use store::{
    StoreError,
    import::{ImportClosing, ImportId, ImportKind, ImportState, NewImport},
};
use uuid::Uuid;

/// Weeks asked for again each time: Matomo counts late visits for a while.
const AGAIN: u64 = 6;
/// The most weeks asked for.
const MOST: u64 = 53;
/// Between two pulls, whether the first did or not.
const BETWEEN: TimeDelta = TimeDelta::hours(6);

/// Pulls when it is time; what goes wrong is logged and told in the register, and tried again later.
pub(crate) async fn pull_when_due(app_state: &AppState, last: &mut Option<DateTime<Utc>>) {
    let now = app_state.real_clock.now();
    let due = last.is_none_or(|last| now - last >= BETWEEN);
    // The invented nation's uses are invented too.
    if app_state.is_demo() || app_state.settings.matomo.is_none() || !due {
        return;
    }
    *last = Some(now);
    match pull_uses(app_state).await {
        Ok(report) => tracing::info!(told = ?report.summary, "uses were pulled from Matomo"),
        Err(stop) => tracing::warn!(%stop, "uses could not be pulled from Matomo"),
    }
}

/// Asks Matomo for the last weeks that are over, and brings what it answers. What changed something, or went wrong, stands in the register of imports.
///
/// # Errors
/// [`StoreError`]: the store is busy or broken. What Matomo does wrong is a report.
pub async fn pull_uses(app_state: &AppState) -> Result<Report, StoreError> {
    let Some(matomo) = app_state.settings.matomo.clone() else {
        return Ok(Report::failed(
            "Aucun Matomo n'est réglé.",
            "Donnez son adresse au démarrage : --matomo-url.",
        ));
    };
    let by = Principal::operator();
    let (today, now) = (app_state.clock.today(), app_state.clock.now());
    let request = Request::plain(ImportKind::Usage, matomo.name(), PolicyCode::HALVED_CLASSES);
    let weeks = due(app_state, request.policy).await?;
    let answers = matomo.answers(weeks).await;
    let sha256 = Sha256::digest(answers.as_ref().map(|all| all.concat()).unwrap_or_default());
    let bytes = answers
        .as_ref()
        .map_or(0, |all| all.iter().map(String::len).sum());
    let new = NewImport {
        id: ImportId(Uuid::now_v7()),
        kind: ImportKind::Usage,
        file_name: format!("Relevé de {}", matomo.name()),
        sha256: sha256.into(),
        bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
        dry_run: false,
    };
    let report = match answers {
        Ok(answers) => {
            let clock = || app_state.clock.now();
            let entry = NewEntry {
                new: &new,
                clock: &clock,
            };
            import::take_answers(&app_state.store, &answers, &request, &by, today, entry).await?
        }
        Err(fault) => Report::failed(
            format!("{fault}."),
            "Le service réessaiera dans quelques heures. Si cela dure, vérifiez l'adresse, le site et le jeton de Matomo.",
        ),
    };
    // What is written stands in the register with it, and a pull that changed nothing is no news.
    if report.import_state() != ImportState::Done {
        let closing = ImportClosing {
            id: new.id,
            at: app_state.clock.now(),
            state: report.import_state(),
            rows_read: report.rows,
            report_json: report.to_json(),
            given_back_json: None,
        };
        app_state.store.open_import(&by, now, &new).await?;
        app_state.store.close_import(&by, &closing).await?;
    }
    Ok(report)
}

/// The weeks to ask for: those since the first that is missing, a few at least.
async fn due(app_state: &AppState, policy: PolicyCode) -> Result<Weeks, StoreError> {
    let last = Week::of(app_state.clock.today()).back(1);
    let nation = UsagePlace::Territory(TerritoryCode::nation());
    let known = app_state
        .store
        .usage(policy, nation, last.back(MOST)..=last)
        .await?;
    let weeks = known.get(&Measure::Visits);
    // From the first week that nobody measured, were it a year ago: Matomo knows it perhaps.
    let missing = (0..=MOST)
        .rev()
        .map(|back| last.back(back))
        .find(|week| !weeks.is_some_and(|weeks| weeks.contains_key(week)));
    let from = missing.unwrap_or(last).min(last.back(AGAIN));
    Ok(Weeks { from, to: last })
}
