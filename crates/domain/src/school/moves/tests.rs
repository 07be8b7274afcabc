//! A school that moves: which change is a move, over which places rights are asked, where a new unit stands, when a directory asks.

use super::*;

fn department(code: &str) -> TerritoryCode {
    TerritoryCode::department(code).unwrap()
}

fn district(number: u32) -> TerritoryCode {
    TerritoryCode::district(crate::Uai::from_number(number).unwrap()).unwrap()
}

fn lineage(of: &str, seat: Option<u32>) -> Lineage {
    Lineage::of(department(of), seat.map(district)).unwrap()
}

#[test]
fn a_first_circonscription_is_a_correction_and_any_other_a_move() {
    let (none, bruz, redon) = (
        lineage("35", None),
        lineage("35", Some(359_001)),
        lineage("35", Some(359_002)),
    );
    let elsewhere = lineage("93", Some(939_001));
    for (before, after, expected) in [
        (bruz, bruz, SchoolMove::Stays),
        (none, none, SchoolMove::Stays),
        (none, bruz, SchoolMove::FirstDistrict),
        (bruz, redon, SchoolMove::Moves),
        (bruz, none, SchoolMove::Moves),
        (bruz, elsewhere, SchoolMove::Moves),
        // Of another département, a first circonscription says nothing of where its units were.
        (none, elsewhere, SchoolMove::Moves),
    ] {
        assert_eq!(
            SchoolMove::between(&before, &after),
            expected,
            "{before:?} {after:?}"
        );
    }
    assert_eq!(first_district(&none, &bruz), bruz.district);
    assert_eq!(first_district(&bruz, &redon), None);
    assert_eq!(first_district(&none, &elsewhere), None);
    assert_eq!(first_district(&none, &none), None);
}

#[test]
fn a_school_that_moved_has_two_places_and_its_new_units_join_the_others() {
    let (bruz, redon) = (lineage("35", Some(359_001)), lineage("35", Some(359_002)));
    let (nation, academy) = (TerritoryCode::nation(), TerritoryCode::academy("14").unwrap());
    let above = [nation, academy, department("35")];
    assert_eq!(places(&redon, &[]), [&above[..], &[district(359_002)]].concat());
    assert_eq!(places(&redon, &[redon]), places(&redon, &[]));
    assert_eq!(
        places(&redon, &[bruz]),
        [&[district(359_001)], &above[..], &[district(359_002)]].concat()
    );
    assert_eq!(entry_lineage(&redon, &[bruz]), bruz);
    assert_eq!(entry_lineage(&redon, &[]), redon);
}

#[test]
fn a_directory_asks_above_a_tenth() {
    assert!(!asks_first(0, 0) && !asks_first(1, 10) && !asks_first(42, 420));
    assert!(asks_first(2, 10) && asks_first(1, 9) && asks_first(43, 420));
}
