//! The domains of addresses, and places read back as they are written.

use super::*;
use crate::territory::ACADEMIES;

#[test]
fn every_academy_has_one_domain_of_addresses() {
    let domains = [
        "paris",
        "aix-marseille",
        "besancon",
        "bordeaux",
        "clermont",
        "dijon",
        "grenoble",
        "lille",
        "lyon",
        "montpellier",
        "nancy-metz",
        "poitiers",
        "rennes",
        "strasbourg",
        "toulouse",
        "nantes",
        "orleans-tours",
        "reims",
        "amiens",
        "limoges",
        "nice",
        "creteil",
        "versailles",
        "corse",
        "reunion",
        "martinique",
        "guadeloupe",
        "guyane",
        "mayotte",
        "normandie",
    ];
    let read: Vec<_> = domains
        .iter()
        .map(|name| academy_of_domain(&format!("ac-{name}.fr")).unwrap())
        .collect();
    let known: Vec<_> = ACADEMIES
        .iter()
        .map(|academy| TerritoryCode::academy(academy.code).unwrap())
        .collect();
    assert_eq!(read.len(), known.len());
    assert!(known.iter().all(|code| read.contains(code)));
    assert_eq!(academy_of_domain("@AC-Caen.fr"), TerritoryCode::academy("70"));
    for other in ["gmail.com", "ac-caen.com", "education.gouv.fr", ""] {
        assert_eq!(academy_of_domain(other), None, "{other}");
    }
}

#[test]
fn a_place_is_read_back_as_it_is_written() {
    for code in ["FR", "A14", "D35", "0350122T", "U12"] {
        assert_eq!(
            UsagePlace::from_code(code)
                .map(|place| place.to_string())
                .as_deref(),
            Some(code)
        );
    }
    for wrong in ["U0", "U-3", "UX", "0350122X", ""] {
        assert_eq!(UsagePlace::from_code(wrong), None, "{wrong}");
    }
}
