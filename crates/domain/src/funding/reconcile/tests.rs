//! What an extract is to a ledger that somebody kept by hand.

mod differences;

use super::*;
use crate::{
    account::Actor,
    funding::{BudgetYear, Credits, Nature, Pair, decide, seal},
};
use chrono::DateTime;
use uuid::Uuid;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, day).unwrap()
}
fn number(number: u32) -> ChorusNumber {
    ChorusNumber::read(&format!("{number:010}")).unwrap()
}
fn commitment(ej: u32, day: NaiveDate, euros: i64) -> Fact {
    let wish = Wish::Commitment {
        ej: number(ej),
        supplier: "Coopérative du numérique".to_owned(),
        object: "Développement".to_owned(),
        nature: Nature::Development,
        amount: Cents(euros * 100),
    };
    fact(day, wish)
}
fn service(ej: u32, day: NaiveDate, euros: i64, document: Option<u32>) -> Fact {
    let wish = Wish::Service {
        ej: number(ej),
        amount: Cents(euros * 100),
        number: document.map(number),
    };
    fact(day, wish)
}
fn payment(ej: u32, day: NaiveDate, euros: i64, document: u32) -> Fact {
    let wish = Wish::Payment {
        ej: number(ej),
        amount: Cents(euros * 100),
        number: number(document),
    };
    fact(day, wish)
}
fn fact(day: NaiveDate, wish: Wish) -> Fact {
    Fact {
        day,
        coding: Vec::new(),
        wish,
    }
}

/// Enters what the rules let through, each after the ones before.
fn enter(ledger: &mut Ledger, facts: &[&Fact]) {
    for fact in facts {
        wish(ledger, fact.day, fact.wish.clone());
    }
}
fn wish(ledger: &mut Ledger, day: NaiveDate, wish: Wish) {
    let id = RequestId(Uuid::from_u128(u128::try_from(ledger.last.0).unwrap()));
    let asked = fact(day, wish).asked(id);
    let entry = decide(ledger, &asked, Actor::Nobody, on(12, 1), DateTime::UNIX_EPOCH).unwrap();
    let hash = seal(ledger.head, &entry);
    ledger.add(&entry, hash);
}
fn ledger(facts: &[&Fact]) -> Ledger {
    let mut ledger = Ledger::default();
    let credits = Credits {
        year: BudgetYear::new(2021).unwrap(),
        amount: Pair {
            ae: Cents(5_000_000),
            cp: Cents(5_000_000),
        },
        reference: "Convention".to_owned(),
    };
    wish(&mut ledger, on(1, 4), Wish::Allotment(credits));
    enter(&mut ledger, facts);
    ledger
}

#[test]
fn what_the_ledger_lacks_is_new_in_an_order_that_can_be_entered() {
    let facts = [
        payment(1, on(6, 2), 500, 31),
        service(1, on(6, 2), 500, None),
        commitment(1, on(6, 2), 1_000),
        commitment(2, on(5, 2), 900),
    ];
    let found = reconcile(&ledger(&[]), &facts);
    assert_eq!(found.new, [3, 2, 1, 0]);
    let mut after = ledger(&[]);
    for place in &found.new {
        enter(&mut after, &[&facts[*place]]);
    }
    let again = reconcile(&after, &facts);
    assert_eq!(
        (again.new, again.known),
        (vec![], vec![0, 1, 2, 3]),
        "nothing is entered twice"
    );
    assert!(again.different.is_empty() && again.missing.is_empty());
}

#[test]
fn two_services_alike_are_two_and_only_the_one_that_lacks_is_new() {
    let facts = [
        commitment(1, on(5, 2), 1_000),
        service(1, on(6, 2), 100, None),
        service(1, on(6, 2), 100, None),
    ];
    let found = reconcile(&ledger(&[&facts[0], &facts[1]]), &facts);
    assert_eq!((found.known, found.new), (vec![0, 1], vec![2]));
}

#[test]
fn a_service_entered_by_hand_without_its_number_is_the_one_of_the_extract() {
    let by_hand = [commitment(1, on(5, 2), 1_000), service(1, on(6, 2), 100, None)];
    let facts = [
        by_hand[0].clone(),
        service(1, on(6, 2), 100, Some(77)),
        service(1, on(6, 2), 100, Some(78)),
    ];
    let found = reconcile(&ledger(&[&by_hand[0], &by_hand[1]]), &facts);
    assert_eq!((found.known, found.new), (vec![0, 1], vec![2]));
}

#[test]
fn what_is_left_of_a_commitment_after_a_withdrawal_is_known() {
    let known = commitment(1, on(5, 2), 1_000);
    let mut base = ledger(&[&known]);
    let withdrawal = Wish::Withdrawal {
        ej: number(1),
        amount: Cents(20_000),
        authorisation: None,
    };
    wish(&mut base, on(6, 2), withdrawal);
    for euros in [800, 1_000] {
        assert_eq!(reconcile(&base, &[commitment(1, on(5, 2), euros)]).known, [0]);
    }
    assert_eq!(
        reconcile(&base, &[commitment(1, on(5, 2), 900)]).different,
        [(0, EntryNumber(2), vec![Discrepancy::Amount(Cents(80_000))])]
    );
}

#[test]
fn what_somebody_took_back_is_not_entered_again_by_a_file() {
    let known = [
        commitment(1, on(5, 2), 1_000),
        service(1, on(6, 2), 500, None),
        payment(1, on(6, 9), 500, 31),
    ];
    let mut base = ledger(&known.each_ref());
    for entry in [4, 3, 2] {
        let reversal = Wish::Reversal {
            entry: EntryNumber(entry),
            why: "Saisie par erreur".to_owned(),
        };
        wish(&mut base, on(7, 1), reversal);
    }
    let found = reconcile(&base, &known);
    let entries: Vec<_> = found.different.iter().map(|(_, entry, _)| entry.0).collect();
    assert_eq!((found.new.len(), entries), (0, vec![2, 3, 4]));
    assert!(
        found
            .different
            .iter()
            .all(|(.., said)| *said == [Discrepancy::Reversed])
    );
}
