//! What is said otherwise and what is missing: told, never entered.

use super::{commitment, ledger, number, on, payment, service};
use crate::funding::reconcile::*;

#[test]
fn what_is_said_otherwise_is_told_and_never_entered() {
    let known = [
        commitment(1, on(5, 2), 1_000),
        commitment(2, on(5, 3), 1_000),
        service(1, on(6, 2), 500, Some(77)),
        payment(1, on(6, 9), 500, 31),
    ];
    let base = ledger(&known.each_ref());
    let other = |fact: Fact| reconcile(&base, &[fact]).different;
    assert_eq!(
        other(commitment(1, on(5, 2), 1_200)),
        [(0, EntryNumber(2), vec![Discrepancy::Amount(Cents(100_000))])]
    );
    assert_eq!(
        other(service(2, on(6, 3), 500, Some(77))),
        [(
            0,
            EntryNumber(4),
            vec![
                Discrepancy::Day(on(6, 2)),
                Discrepancy::Commitment(Some(number(1)))
            ]
        )]
    );
    assert_eq!(
        other(payment(1, on(6, 9), 400, 31)),
        [(0, EntryNumber(5), vec![Discrepancy::Amount(Cents(50_000))])]
    );
    let mut renamed = commitment(1, on(5, 2), 1_000);
    if let Wish::Commitment { supplier, .. } = &mut renamed.wish {
        *supplier = "COOPERATIVE DU NUMERIQUE".to_owned();
    }
    assert_eq!(
        reconcile(&base, &[renamed.clone()]).known,
        [0],
        "blind to case and accents"
    );
    if let Wish::Commitment { supplier, .. } = &mut renamed.wish {
        *supplier = "Atelier Commun".to_owned();
    }
    let said = vec![Discrepancy::Supplier("Coopérative du numérique".to_owned())];
    assert_eq!(other(renamed), [(0, EntryNumber(2), said)]);
}

#[test]
fn an_entry_that_the_extract_should_hold_is_missing_and_no_other() {
    let known = [
        commitment(1, on(5, 2), 1_000),
        commitment(2, on(5, 10), 1_000),
        commitment(3, on(8, 1), 1_000),
        service(1, on(5, 10), 500, None),
    ];
    let base = ledger(&known.each_ref());
    let facts = [known[0].clone(), commitment(4, on(6, 1), 200)];
    let found = reconcile(&base, &facts);
    assert_eq!(
        found.missing,
        [EntryNumber(3)],
        "neither the one after the extract's last day nor a kind that it does not have"
    );
}
