//! Damaged lists of classes.

use super::{Damage, damage};
use crate::support::uai;
use store::import::ImportKind;

pub fn lists() -> Vec<Damage> {
    let u = ImportKind::Units;
    let school = uai(350_011);
    let file = |row: &str| {
        format!(
            "UAI;classe;niveau;effectif;co-enseignement;année;date\n{school};CP Z;CP;12;non;2020-2021;\n{row}\n"
        )
    };
    vec![
        damage(
            "label too long",
            u,
            file(&format!("{school};{};CP;12;;2020-2021;", "x".repeat(41))),
            3,
            Some("classe"),
            "40",
        ),
        damage(
            "no label",
            u,
            file(&format!("{school};;CP;12;;2020-2021;")),
            3,
            Some("classe"),
            "40",
        ),
        damage(
            "level of elsewhere",
            u,
            file(&format!("{school};A;6e;12;;2020-2021;")),
            3,
            Some("niveau"),
            "niveau",
        ),
        damage(
            "pupils in words",
            u,
            file(&format!("{school};A;CP;douze;;2020-2021;")),
            3,
            Some("effectif"),
            "nombre",
        ),
        damage(
            "neither yes nor no",
            u,
            file(&format!("{school};A;CP;12;parfois;2020-2021;")),
            3,
            Some("co-enseignement"),
            "oui ni non",
        ),
        damage(
            "no year",
            u,
            file(&format!("{school};A;CP;12;;;")),
            3,
            Some("année"),
            "manque",
        ),
        damage(
            "day of another year",
            u,
            file(&format!("{school};A;CP;12;;2020-2021;01/09/2022")),
            3,
            Some("date"),
            "année",
        ),
        damage(
            "class twice",
            u,
            file(&format!("{school};CP Z;CP;12;;2020-2021;")),
            3,
            Some("classe"),
            "ligne 2",
        ),
        damage(
            "unknown school",
            u,
            file(&format!("{};A;CP;12;;2020-2021;", uai(350_999))),
            3,
            Some("UAI"),
            "annuaire",
        ),
    ]
}
