//! Damaged lists of classes.

use super::{Damage, damage};
use crate::support::uai;
use store::import::ImportKind;

pub fn lists() -> Vec<Damage> {
    let school = uai(350_011);
    // A row with a value that is wrong, below one that is right.
    let row = |name, row: String, column, says| {
        let file = format!(
            "UAI;classe;niveau;effectif;co-enseignement;année;date\n{school};CP Z;CP;12;non;2020-2021;\n{row}\n"
        );
        damage(name, ImportKind::Units, file, 3, Some(column), says)
    };
    vec![
        row(
            "label too long",
            format!("{school};{};CP;12;;2020-2021;", "x".repeat(41)),
            "classe",
            "40",
        ),
        row("no label", format!("{school};;CP;12;;2020-2021;"), "classe", "40"),
        row(
            "level of elsewhere",
            format!("{school};A;6e;12;;2020-2021;"),
            "niveau",
            "niveau",
        ),
        row(
            "pupils in words",
            format!("{school};A;CP;douze;;2020-2021;"),
            "effectif",
            "nombre",
        ),
        row(
            "neither yes nor no",
            format!("{school};A;CP;12;parfois;2020-2021;"),
            "co-enseignement",
            "oui ni non",
        ),
        row("no year", format!("{school};A;CP;12;;;"), "année", "manque"),
        row(
            "day of another year",
            format!("{school};A;CP;12;;2020-2021;01/09/2022"),
            "date",
            "année",
        ),
        row(
            "class twice",
            format!("{school};cp-z;CP;13;;2020-2021;"),
            "classe",
            "ligne 2",
        ),
        row(
            "unknown school",
            format!("{};A;CP;12;;2020-2021;", uai(350_999)),
            "UAI",
            "annuaire",
        ),
    ]
}
