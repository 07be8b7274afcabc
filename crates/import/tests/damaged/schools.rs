//! Damaged directories.

use super::{Damage, damage};
use crate::support::{TECHNICAL, directory, uai};
use store::import::ImportKind;

const SCHOOLS: ImportKind = ImportKind::Schools;
const ID: Option<&str> = Some("Identifiant_de_l_etablissement");

pub fn directories() -> Vec<Damage> {
    let good = directory(TECHNICAL);
    [texts(&good), cuts(&good), values(&good), lines(&good)].concat()
}

/// What is no directory at all, or no text.
fn texts(good: &str) -> Vec<Damage> {
    let swap = |from: &str, to: &str| good.replacen(from, to, 1);
    let second = uai(350_012);
    let wide = vec!["c"; 301].join(";");
    let mut nul = good.to_owned().into_bytes();
    nul[good.find("Port").unwrap()] = 0;
    // The é of "École maternelle", line 3, loses its second byte.
    let mut half = good.to_owned().into_bytes();
    half.remove(good.find("École maternelle").unwrap() + 1);
    vec![
        damage("empty", SCHOOLS, "", 1, None, "vide"),
        damage(
            "header only",
            SCHOOLS,
            format!("{TECHNICAL}\n"),
            1,
            None,
            "titres",
        ),
        damage("nul byte", SCHOOLS, nul, 3, None, "octet nul"),
        damage(
            "301 columns",
            SCHOOLS,
            format!("{wide}\n{wide}\n"),
            1,
            None,
            "301 colonnes",
        ),
        damage(
            "ten million columns",
            SCHOOLS,
            ";".repeat(10_000_000),
            1,
            None,
            "1 Mo",
        ),
        damage(
            "quote never closed",
            SCHOOLS,
            swap("École maternelle", &format!("\"{}", "x".repeat(1_200_000))),
            3,
            None,
            "1 Mo",
        ),
        damage("half a letter in UTF-8", SCHOOLS, half, 3, None, "UTF-8"),
        damage(
            "a column is missing",
            SCHOOLS,
            swap("Type_etablissement", "Genre"),
            1,
            None,
            "Type_etablissement",
        ),
        damage(
            "another dataset",
            SCHOOLS,
            format!("UAI;classe;niveau\n{second};CP A;CP\n"),
            1,
            None,
            "ressemble à une liste de classes",
        ),
    ]
}

/// Rows that are not as wide as the titles.
fn cuts(good: &str) -> Vec<Damage> {
    let swap = |from: &str, to: &str| good.replacen(from, to, 1);
    let at = |line: usize, text: &str| -> String {
        good.lines()
            .enumerate()
            .map(|(rank, old)| format!("{}\n", if rank + 1 == line { text } else { old }))
            .collect()
    };
    let cut = good.trim_end();
    vec![
        damage(
            "too few fields",
            SCHOOLS,
            at(3, "a;b;c"),
            3,
            None,
            "3 colonnes au lieu de 15",
        ),
        damage(
            "too many fields",
            SCHOOLS,
            swap("Saint-Malo", "Saint;Malo"),
            3,
            None,
            "16 colonnes au lieu de 15",
        ),
        damage(
            "cut in its last line",
            SCHOOLS,
            &cut.as_bytes()[..cut.len() - 20],
            7,
            None,
            "coupé",
        ),
        damage(
            "cut inside quotes",
            SCHOOLS,
            format!("{good}{};\"Éco", uai(350_016)),
            8,
            None,
            "coupé",
        ),
        damage(
            "cut inside the last field's quotes",
            SCHOOLS,
            format!(
                "{good}{};École;Ecole;Public;35000;Rennes;035;1;1;;;;OUVERT;151;\"Circ",
                uai(350_016)
            ),
            8,
            None,
            "coupé",
        ),
    ]
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
