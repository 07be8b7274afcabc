//! `classe12 import`: a file, read with a progress bar, told line by line.

use crate::{
    CommandError,
    options::{DataPlace, Import, Kind},
};
use domain::{PolicyCode, Principal};
use import::{CensusOptions, Request};
use indicatif::{ProgressBar, ProgressStyle};
use server::clock::Clock;
use std::{path::Path, process::ExitCode};
use store::import::{ImportKind, ImportState};

/// Runs the command: 0 when the file is kept, or would be; 2 when it is refused.
pub async fn run(place: &DataPlace, options: &Import) -> Result<ExitCode, CommandError> {
    let (kind, file) = kind_and_file(&options.kind);
    let size = std::fs::metadata(file)
        .map_err(|error| format!("{} : {error}", file.display()))?
        .len();
    let store = place.open().await?;
    let clock = store
        .demo()
        .await?
        .map_or(Clock::Real, |mark| Clock::Standing(mark.today));
    let columns = match &options.kind {
        Kind::Funding {
            columns: Some(file), ..
        } => Some(std::fs::read_to_string(file).map_err(|error| format!("{} : {error}", file.display()))?),
        Kind::Funding { .. } => Some(import::kept_columns(&place.data)?),
        _ => None,
    };
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let request = Request {
        kind,
        name: name.unwrap_or_default(),
        policy: PolicyCode::HALVED_CLASSES,
        year: options.year,
        repair: options.repair,
        accept_moves: matches!(
            options.kind,
            Kind::Schools {
                accept_moves: true,
                ..
            }
        ),
        columns,
        census: census(&options.kind),
        hidden: options.hidden,
        dry_run: options.dry_run,
    };
    let bar = ProgressBar::new(size);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {percent} % {msg}")?);
    let mut progress = |done: import::Progress| {
        bar.set_position(done.bytes_done);
        bar.set_message(format!("{} lignes lues", done.rows));
    };
    let done = import::run(
        &store,
        file,
        &request,
        &Principal::operator(),
        clock.today(),
        clock.now(),
        &mut progress,
    )
    .await;
    bar.finish_and_clear();
    store.close().await;
    let report = done?;
    print!("{}", report.to_text());
    if let (Some(path), Some(file)) = (&options.errors, report.given_back.clone()) {
        let sheet = app::import::sheet_of(&request.name, file, clock.today());
        std::fs::write(path, report::csv(&sheet)).map_err(|error| format!("{} : {error}", path.display()))?;
        println!("Fichier à corriger : {}.", path.display());
    }
    if let Some(batch) = report.batch {
        println!("{}", receipt(kind, batch));
    }
    Ok(if report.import_state() == ImportState::Refused {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

/// Address of a file's receipt, and the command that takes it back: a directory and a list of networks have none.
fn receipt(kind: ImportKind, batch: uuid::Uuid) -> String {
    match kind {
        ImportKind::Schools | ImportKind::Networks => format!("Reçu : /envois/{batch}."),
        _ => format!("Reçu : /envois/{batch}. Pour l'annuler : classe12 undo {batch}"),
    }
}

/// What the options of a list of classes say yes to.
fn census(kind: &Kind) -> CensusOptions {
    match kind {
        Kind::Units {
            accept_pairs,
            distinct,
            overwrite,
            complete,
            accept_closings,
            ..
        } => CensusOptions {
            accept_pairs: *accept_pairs,
            distinct: *distinct,
            overwrite: *overwrite,
            complete: *complete,
            accept_closings: *accept_closings,
        },
        _ => CensusOptions::default(),
    }
}

/// What is brought, and its file.
fn kind_and_file(kind: &Kind) -> (ImportKind, &Path) {
    match kind {
        Kind::Schools { file, .. } => (ImportKind::Schools, file.as_path()),
        Kind::Units {
            estimate_from: Some(file),
            ..
        } => (ImportKind::Estimate, file.as_path()),
        Kind::Units { file, .. } => (ImportKind::Units, file.as_deref().unwrap_or(Path::new(""))),
        Kind::Adoption { file } => (ImportKind::Adoption, file.as_path()),
        Kind::Funding { file, .. } => (ImportKind::Funding, file.as_path()),
        Kind::Networks { file } => (ImportKind::Networks, file.as_path()),
        Kind::Usage { file } => (ImportKind::Usage, file.as_path()),
    }
}
