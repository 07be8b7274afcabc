//! An extract compared with the ledger: what is new, what differs, what is missing.

use super::{FIRST, SECOND, done, extract};
use crate::support::{Ask, World};
use domain::funding::Nature;
use store::import::{ImportKind, ImportState};

#[tokio::test]
async fn prove_chorus_an_extract_is_entered_whole_and_the_same_again_changes_nothing() {
    let world = World::with_credits().await;
    let file = extract(&[FIRST, SECOND]);
    let first = world.chorus(&file).await;
    done(&first);
    assert!(
        first.summary[0].contains("2\u{a0}engagements, 1\u{a0}service fait et 1\u{a0}paiement"),
        "{:?}",
        first.summary
    );
    let after = (840_000, 300_000, 5);
    assert_eq!(world.consumed().await, after);
    let again = world.chorus(&file).await;
    done(&again);
    assert!(
        again.summary[0].starts_with("Rien de nouveau"),
        "{:?}",
        again.summary
    );
    assert!(
        again.summary[1].starts_with("4\u{a0}pièces déjà"),
        "{:?}",
        again.summary
    );
    assert_eq!(world.consumed().await, after);
    let ledger = world.store.ledger().await.unwrap();
    let natures: Vec<Nature> = ledger.commitments.values().map(|known| known.nature).collect();
    assert_eq!(natures, [Nature::Development, Nature::Coaching]);
}

#[tokio::test]
async fn prove_chorus_a_trial_says_what_would_be_entered_and_enters_nothing() {
    let world = World::with_credits().await;
    let ask = Ask {
        dry_run: true,
        ..Ask::default()
    };
    let report = world.bring(ImportKind::Funding, extract(&[FIRST]), ask).await;
    assert_eq!(report.import_state(), ImportState::Tried);
    assert!(
        report.summary[0].starts_with("Serait saisi"),
        "{:?}",
        report.summary
    );
    assert_eq!(world.consumed().await, (0, 0, 1));
}

#[tokio::test]
async fn prove_chorus_what_the_ledger_says_otherwise_is_told_and_what_it_lacks_is_entered() {
    let world = World::with_credits().await;
    done(&world.chorus(extract(&[FIRST])).await);
    let other = FIRST
        .replace("6 000,00", "7 000,00")
        .replace("08/06/2021", "09/06/2021");
    let report = world.chorus(extract(&[&other, SECOND])).await;
    done(&report);
    let told: Vec<_> = report
        .warnings
        .iter()
        .map(|told| (told.line, told.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                2,
                "L'écriture n° 2 du registre dit autre chose : le montant y est 6\u{202f}000\u{202f}€."
            ),
            (
                2,
                "L'écriture n° 4 du registre dit autre chose : le jour y est le 08/06/2021."
            ),
        ]
    );
    assert_eq!(
        world.consumed().await,
        (840_000, 300_000, 5),
        "only the second commitment"
    );
}

#[tokio::test]
async fn prove_chorus_an_entry_that_the_extract_should_have_is_told() {
    let world = World::with_credits().await;
    done(&world.chorus(extract(&[FIRST, SECOND])).await);
    let later = SECOND
        .replace("1300000002", "1300000003")
        .replace("11/05", "12/05");
    let report = world.chorus(extract(&[FIRST, &later])).await;
    done(&report);
    let told = &report.warnings[0];
    assert_eq!(told.line, 0);
    assert_eq!(
        told.reason,
        "L'écriture n° 3 du registre n'est pas dans cet extrait : engagement 1300000002 du 11/05/2021, 2\u{202f}400\u{202f}€."
    );
}
