//! When two names are one, and when they are suspiciously near.

use super::{
    super::{
        ByHand, CensusUnit, Naming, check_name,
        names::{NearName, natural},
    },
    world::levels,
};
use crate::adoption::{AdoptionStage, CorrectionRefused, Step, UnitFacts, unit::UnitId};

#[test]
fn near_twins_are_told_from_classes_that_a_school_really_has() {
    let near = |one: (&str, &str), other: (&str, &str)| {
        let name = |(label, of): (&str, &str)| NearName::new(label, &levels(of));
        name(one).is_near(&name(other))
    };
    for (one, other) in [
        (("CP 1", "CP"), ("CP 01", "CP")),
        (("CE1 1", "CE1"), ("CE11", "CE1")),
        (("CP A", "CP"), ("A", "CP")),
        (("CP A", "CP"), ("Classe de CP A", "CP")),
        (("CP", "CP"), ("Classe de CP", "CP")),
        (("Niveau CP B", "CP"), ("B", "CP")),
        (("CP/CE1 A", "CP+CE1"), ("A", "CP+CE1")),
        (("CP 1 02", "CP"), ("CP 1 2", "CP")),
    ] {
        assert!(near(one, other) && near(other, one), "{one:?} {other:?}");
    }
    for (one, other) in [
        (("CP 1", "CP"), ("CE1 1", "CE1")),
        (("CP A", "CP"), ("CP B", "CP")),
        (("CP A", "CP"), ("CP/CE1 A", "CP+CE1")),
        (("CP 1", "CP"), ("CP 10", "CP")),
        (("CP", "CP"), ("CE1", "CE1")),
        (("CP", "CP"), ("CP/CE1", "CP+CE1")),
        (("Delacroix", "CP"), ("Croix", "CP")),
        (("A", "CE1"), ("CP A", "CP")),
    ] {
        assert!(!near(one, other) && !near(other, one), "{one:?} {other:?}");
    }
}

#[test]
fn names_are_sorted_as_people_sort_them() {
    let mut names = ["CP 10", "CP B", "CP 2", "CE1 1", "CP 1", "CP A"];
    names.sort_by_cached_key(|name| natural(name));
    assert_eq!(names, ["CE1 1", "CP 1", "CP 2", "CP 10", "CP A", "CP B"]);
}

fn class(id: i64, label: &str) -> CensusUnit {
    CensusUnit {
        id: UnitId(id),
        facts: UnitFacts {
            label: label.to_owned(),
            levels: levels("CP"),
            pupils: None,
            co_teaching: false,
            estimated: false,
        },
        former: Vec::new(),
        step: Step::Reached(AdoptionStage::Identified),
        touched: false,
        last: super::world::day(0),
        by_hand: ByHand::default(),
    }
}

#[test]
fn a_name_given_by_hand_is_no_other_class_s_and_nearly_none_s_unless_told_apart() {
    let mut school = vec![class(1, "CP A"), class(2, "CP B"), class(3, "CP C")];
    school[0].former.push("Les Mésanges".to_owned());
    school[1].step = Step::Withdrawn;
    school[2].facts.estimated = true;
    let named = |unit: Option<i64>, label: &str, distinct| {
        let (levels, unit) = (levels("CP"), unit.map(UnitId));
        let asked = Naming {
            unit,
            label,
            levels: &levels,
            distinct,
        };
        check_name(&school, asked)
    };
    let taken = |label: &str, is_closed| {
        Err(CorrectionRefused::NameTaken {
            label: label.to_owned(),
            is_closed,
        })
    };
    for distinct in [false, true] {
        assert_eq!(named(None, "cp-a", distinct), taken("CP A", false));
        assert_eq!(
            named(Some(3), "les mesanges", distinct),
            taken("CP A", false),
            "once borne, for ever"
        );
        assert_eq!(named(None, "CP B", distinct), taken("CP B", true));
        assert_eq!(
            named(Some(1), "Les mésanges", distinct),
            Ok(()),
            "its own former name"
        );
        assert_eq!(named(Some(1), "cpa", distinct), Ok(()), "its own name");
        assert_eq!(named(None, "CP D", distinct), Ok(()));
    }
    let near = CorrectionRefused::NearTwin {
        label: "Classe A".to_owned(),
        other: "CP A".to_owned(),
    };
    assert_eq!(named(None, "Classe A", false), Err(near));
    assert_eq!(named(None, "Classe A", true), Ok(()), "told apart");
    assert_eq!(
        named(Some(1), "Classe A", false),
        Ok(()),
        "near to its own name alone"
    );
    assert_eq!(
        named(None, "Classe C", false),
        Ok(()),
        "an estimate has no name of its own"
    );
}
