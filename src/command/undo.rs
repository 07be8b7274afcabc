//! `classe12 undo`: a batch taken back, or what that would do.

use crate::{
    CommandError,
    options::{DataPlace, Undo},
};
use domain::{
    Principal, Refusal, UnitId,
    adoption::{BatchId, BatchRefused, Followed},
};
use server::clock::Clock;
use std::{collections::BTreeMap, process::ExitCode};
use store::{Store, StoreError, intake::UndoBatch};

/// Classes that are named one by one.
const NAMED_MAX: usize = 100;

/// Runs the command: 0 when it is taken back, or would be; 2 when it is refused.
pub async fn run(place: &DataPlace, options: &Undo) -> Result<ExitCode, CommandError> {
    let store = place.open().await?;
    let done = undo(&store, options).await;
    store.close().await;
    match done {
        Ok(told) => {
            println!("{told}");
            Ok(ExitCode::SUCCESS)
        }
        Err(StoreError::Refused(refusal)) => {
            println!("{}", french::refusal(&refusal));
            if matches!(refusal, Refusal::Batch(BatchRefused::Followed { .. })) {
                println!("Pour laisser celles-là et annuler les autres : --except-moved.");
            }
            Ok(ExitCode::from(2))
        }
        Err(other) => Err(other.into()),
    }
}

async fn undo(store: &Store, options: &Undo) -> Result<String, StoreError> {
    let clock = store
        .demo()
        .await?
        .map_or(Clock::Real, |mark| Clock::Standing(mark.today));
    let (by, today, now) = (Principal::operator(), clock.today(), clock.now());
    let batch = BatchId(options.batch);
    let preview = store.preview_undo(&by, today, now, batch).await?;
    for line in named(store, &preview.followed).await? {
        println!("{line}");
    }
    let lines = |count: u64| french::number(i64::try_from(count).unwrap_or(i64::MAX));
    if options.dry_run {
        let (undoable, left) = (lines(preview.undoable), preview.followed.len() as u64);
        return Ok(match left {
            0 => format!("Essai : {undoable} à annuler. Rien n'est écrit."),
            left => format!(
                "Essai : quelque chose a suivi sur {} ; --except-moved annulerait les {undoable} autres. Rien n'est écrit.",
                lines(left)
            ),
        });
    }
    let asked = UndoBatch {
        batch,
        except_moved: options.except_moved,
    };
    let done = store.undo_batch(&by, today, now, asked).await?;
    Ok(format!(
        "Fait : {}. Laissé : {}. Pour le défaire : classe12 undo {}",
        lines(done.undone),
        lines(done.left),
        done.id.0
    ))
}

/// The classes on which something followed, by name: the first of them.
async fn named(store: &Store, followed: &[(UnitId, Followed)]) -> Result<Vec<String>, StoreError> {
    let first = followed.get(..NAMED_MAX).unwrap_or(followed);
    let why: BTreeMap<_, _> = first.iter().map(|(unit, why)| (*unit, why)).collect();
    let known = store
        .known_units(&why.keys().copied().collect::<Vec<_>>())
        .await?;
    let line = |known: &store::adoption::KnownUnit| {
        let told = why
            .get(&known.id)
            .map_or_else(String::new, |why| french::followed(why));
        let unit = &known.unit;
        format!("{}, {} ({}) : {told}", unit.label, known.school_name, unit.school)
    };
    let mut lines: Vec<String> = known.iter().map(line).collect();
    if followed.len() > first.len() {
        lines.push(format!("… et {} de plus.", followed.len() - first.len()));
    }
    Ok(lines)
}
