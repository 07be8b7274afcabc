//! When two names are one, and when they are suspiciously near.

use super::{
    super::names::{NearName, natural},
    world::levels,
};

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
