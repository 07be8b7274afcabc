//! Damaged directories.

mod texts;

use super::{Damage, damage};
use crate::support::{TECHNICAL, directory, uai};
use store::import::ImportKind;
use texts::{cuts, texts};

const SCHOOLS: ImportKind = ImportKind::Schools;
const ID: Option<&str> = Some("Identifiant_de_l_etablissement");

pub fn directories() -> Vec<Damage> {
    let good = directory(TECHNICAL);
    [texts(&good), cuts(&good), values(&good), lines(&good)].concat()
}

/// Values that are none of their column.
fn values(good: &str) -> Vec<Damage> {
    let swap = |from: &str, to: &str| good.replacen(from, to, 1);
    let second = uai(350_012);
    vec![
        damage(
            "wrong letter",
            SCHOOLS,
            swap(
                &second,
                &format!(
                    "{}{}",
                    &second[..7],
                    if second.ends_with('A') { 'B' } else { 'A' }
                ),
            ),
            3,
            ID,
            "lettre",
        ),
        damage(
            "zeros lost",
            SCHOOLS,
            swap(&second, second.trim_start_matches('0')),
            3,
            ID,
            "zéro",
        ),
        damage("not a UAI", SCHOOLS, swap(&second, "rien"), 3, ID, "UAI"),
        damage("no UAI", SCHOOLS, swap(&second, ""), 3, ID, "manque"),
        damage(
            "unknown mark",
            SCHOOLS,
            swap(";REP;", ";ZEP;"),
            2,
            Some("Appartenance_Education_Prioritaire"),
            "prioritaire",
        ),
        damage(
            "department in words",
            SCHOOLS,
            swap("Saint-Malo;035", "Saint-Malo;Bretagne"),
            3,
            Some("Code_departement"),
            "département",
        ),
    ]
}

/// A UAI that is wrong, at a line that is not easily counted.
fn lines(good: &str) -> Vec<Damage> {
    let swap = |from: &str, to: &str| good.replacen(from, to, 1);
    let second = uai(350_012);
    vec![
        damage(
            "after CRLF",
            SCHOOLS,
            swap(&second, "rien").replace('\n', "\r\n"),
            3,
            ID,
            "UAI",
        ),
        damage(
            "after blank lines",
            SCHOOLS,
            swap(&format!("\n{second}"), "\n\n\nrien"),
            5,
            ID,
            "UAI",
        ),
        damage(
            "after blank CRLF lines",
            SCHOOLS,
            swap(&format!("\n{second}"), "\n\n\nrien").replace('\n', "\r\n"),
            5,
            ID,
            "UAI",
        ),
        damage(
            "after a name of two lines",
            SCHOOLS,
            swap("École primaire des Tilleuls", "\"École\nprimaire\"").replacen(&second, "rien", 1),
            4,
            ID,
            "UAI",
        ),
        damage(
            "after a name of two CRLF lines",
            SCHOOLS,
            swap("École primaire des Tilleuls", "\"École\nprimaire\"")
                .replacen(&second, "rien", 1)
                .replace('\n', "\r\n"),
            4,
            ID,
            "UAI",
        ),
    ]
}
