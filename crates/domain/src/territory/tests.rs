//! The territories' promises.

use super::*;

#[test]
fn an_academie_and_a_departement_of_the_same_number_are_two_codes() {
    let (rennes, calvados) = (
        TerritoryCode::parse("A14").unwrap(),
        TerritoryCode::parse("D14").unwrap(),
    );
    assert_ne!(rennes, calvados);
    assert_eq!(rennes.kind(), TerritoryKind::Academy);
    assert_eq!(calvados.kind(), TerritoryKind::Department);
}

#[test]
fn caen_and_rouen_read_as_normandie() {
    for old in ["A05", "A21", "A70"] {
        assert_eq!(TerritoryCode::parse(old).unwrap().as_str(), "A70");
    }
}

#[test]
fn a_circonscription_is_known_by_a_checked_uai() {
    assert_eq!(
        TerritoryCode::parse("C0350739N").unwrap().kind(),
        TerritoryKind::District
    );
    assert_eq!(TerritoryCode::parse("C0350739A"), None);
}

#[test]
fn what_is_not_a_territory_is_none() {
    for wrong in [
        "", "F", "FRA", "A1", "A1B", "D", "D1234", "0350739N", "é14", "X14",
    ] {
        assert_eq!(TerritoryCode::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn the_nation_has_30_academies_and_101_departements_each_in_one_academie() {
    assert_eq!(ACADEMIES.len(), 30);
    let departments: Vec<_> = ACADEMIES
        .iter()
        .flat_map(|a| a.departments.iter().map(|d| d.0))
        .collect();
    let metropolitan_and_overseas = departments
        .iter()
        .filter(|code| !["977", "978"].contains(code))
        .count();
    assert_eq!(metropolitan_and_overseas, 101);
    for code in &departments {
        assert_eq!(
            departments.iter().filter(|other| other == &code).count(),
            1,
            "{code}"
        );
    }
    assert_eq!(academy_of_department("35"), Some("14"));
    assert_eq!(academy_of_department("2A"), Some("27"));
    assert_eq!(academy_of_department("99"), None);
}

#[test]
fn the_first_digits_of_a_uai_tell_its_departement() {
    let department = |uai: &str| department_of_uai(uai.parse().unwrap());
    assert_eq!(department("0350122T"), Some("35"));
    assert_eq!(
        department_of_uai(Uai::from_number(6_200_001).unwrap()),
        Some("2A")
    );
    assert_eq!(
        department_of_uai(Uai::from_number(9_740_001).unwrap()),
        Some("974")
    );
}
