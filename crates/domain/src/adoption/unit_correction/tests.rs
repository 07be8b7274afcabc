//! Corrections of facts: one after the other, each with what differs, none that says nothing.

use super::*;
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_615_800_000, 0).unwrap()
}

fn facts() -> impl Strategy<Value = UnitFacts> {
    let levels = prop::sample::select(vec!["CP", "CE1", "CE1+CP", "GS"]);
    let pupils = prop::option::of(8_u16..16);
    ("CP [A-C]", levels, pupils, any::<bool>(), any::<bool>()).prop_map(
        |(label, levels, pupils, co_teaching, estimated)| UnitFacts {
            label,
            levels: Levels::parse(levels).unwrap(),
            pupils,
            co_teaching,
            estimated,
        },
    )
}

fn ask(seen: CorrectionRank, facts: UnitFacts) -> CorrectUnit {
    CorrectUnit {
        unit: UnitId(7),
        seen: Some(seen),
        facts,
        why: CorrectionReason::Listed,
        batch: None,
    }
}

proptest! {
    #[test]
    fn a_unit_is_as_its_last_correction_says_and_each_starts_where_the_one_before_ended(
        first in facts(), asked in prop::collection::vec(facts(), 1..12)
    ) {
        let (mut stands, mut last) = (first, 0);
        for facts in asked {
            let again = facts.estimated && !stands.estimated;
            match correct(&stands, last, ask(last, facts.clone()), Actor::LocalOperator, now()) {
                Ok(done) => {
                    prop_assert_eq!((&done.old, &done.new, done.rank), (&stands, &facts, last + 1));
                    prop_assert!(!again && done.old != done.new);
                    (stands, last) = (done.new, done.rank);
                }
                Err(CorrectionRefused::NothingChanged(_)) => prop_assert_eq!(&stands, &facts),
                Err(CorrectionRefused::EstimatedAgain(_)) => prop_assert!(again),
                Err(other) => prop_assert!(false, "{other:?}"),
            }
        }
    }
}

#[test]
fn who_saw_the_facts_before_the_last_correction_is_told() {
    let stands = UnitFacts {
        label: "CP A".to_owned(),
        levels: Levels::parse("CP").unwrap(),
        pupils: Some(12),
        co_teaching: false,
        estimated: false,
    };
    let told = UnitFacts {
        pupils: Some(15),
        ..stands.clone()
    };
    let late = correct(&stands, 1, ask(0, told.clone()), Actor::LocalOperator, now());
    assert_eq!(late, Err(CorrectionRefused::Stale(UnitId(7))));
    for label in ["", "  ", &"A".repeat(LABEL_MAX + 1)] {
        let named = UnitFacts {
            label: label.to_owned(),
            ..told.clone()
        };
        let refused = correct(&stands, 1, ask(1, named), Actor::LocalOperator, now());
        assert_eq!(refused, Err(CorrectionRefused::Label), "{label:?}");
    }
}
