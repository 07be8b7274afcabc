//! Damaged directories.

use super::{Damage, damage};
use crate::support::{TECHNICAL, directory, uai};
use store::import::ImportKind;

const ID: Option<&str> = Some("Identifiant_de_l_etablissement");

pub fn directories() -> Vec<Damage> {
    let s = ImportKind::Schools;
    let good = directory(TECHNICAL);
    let second = uai(350_012);
    let at = |line: usize, text: &str| -> String {
        good.lines()
            .enumerate()
            .map(|(rank, old)| format!("{}\n", if rank + 1 == line { text } else { old }))
            .collect()
    };
    let swap = |from: &str, to: &str| good.replacen(from, to, 1);
    let wide = vec!["c"; 301].join(";");
    let cut = good.trim_end();
    let mut nul = good.clone().into_bytes();
    let port = good.find("Port").unwrap();
    nul[port] = 0;
    let mut half = good.clone().into_bytes();
    // The é of "École maternelle", line 3, loses its second byte.
    let e = good.find("École maternelle").unwrap();
    half.remove(e + 1);
    vec![
        damage("empty", s, "", 1, None, "vide"),
        damage("header only", s, format!("{TECHNICAL}\n"), 1, None, "titres"),
        damage("nul byte", s, nul, 3, None, "octet nul"),
        damage(
            "301 columns",
            s,
            format!("{wide}\n{wide}\n"),
            1,
            None,
            "301 colonnes",
        ),
        damage("ten million columns", s, ";".repeat(10_000_000), 1, None, "1 Mo"),
        damage(
            "quote never closed",
            s,
            swap("École maternelle", &format!("\"{}", "x".repeat(1_200_000))),
            3,
            None,
            "1 Mo",
        ),
        damage(
            "too few fields",
            s,
            at(3, "a;b;c"),
            3,
            None,
            "3 colonnes au lieu de 15",
        ),
        damage(
            "too many fields",
            s,
            swap("Saint-Malo", "Saint;Malo"),
            3,
            None,
            "16 colonnes au lieu de 15",
        ),
        damage(
            "cut in its last line",
            s,
            &cut.as_bytes()[..cut.len() - 20],
            7,
            None,
            "coupé",
        ),
        damage(
            "cut inside quotes",
            s,
            format!("{good}{};\"Éco", uai(350_016)),
            8,
            None,
            "coupé",
        ),
        damage(
            "cut inside the last field's quotes",
            s,
            format!(
                "{good}{};École;Ecole;Public;35000;Rennes;035;1;1;;;;OUVERT;151;\"Circ",
                uai(350_016)
            ),
            8,
            None,
            "coupé",
        ),
        damage(
            "a column is missing",
            s,
            swap("Type_etablissement", "Genre"),
            1,
            None,
            "Type_etablissement",
        ),
        damage(
            "another dataset",
            s,
            format!("UAI;classe;niveau\n{second};CP A;CP\n"),
            1,
            None,
            "ressemble à une liste de classes",
        ),
        damage(
            "wrong letter",
            s,
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
            s,
            swap(&second, second.trim_start_matches('0')),
            3,
            ID,
            "zéro",
        ),
        damage("not a UAI", s, swap(&second, "rien"), 3, ID, "UAI"),
        damage("no UAI", s, swap(&second, ""), 3, ID, "manque"),
        damage(
            "unknown mark",
            s,
            swap(";REP;", ";ZEP;"),
            2,
            Some("Appartenance_Education_Prioritaire"),
            "prioritaire",
        ),
        damage(
            "department in words",
            s,
            swap("Saint-Malo;035", "Saint-Malo;Bretagne"),
            3,
            Some("Code_departement"),
            "département",
        ),
        damage("half a letter in UTF-8", s, half, 3, None, "UTF-8"),
        damage(
            "after CRLF",
            s,
            swap(&second, "rien").replace('\n', "\r\n"),
            3,
            ID,
            "UAI",
        ),
        damage(
            "after blank lines",
            s,
            swap(&format!("\n{second}"), "\n\n\nrien"),
            5,
            ID,
            "UAI",
        ),
        damage(
            "after blank CRLF lines",
            s,
            swap(&format!("\n{second}"), "\n\n\nrien").replace('\n', "\r\n"),
            5,
            ID,
            "UAI",
        ),
        damage(
            "after a name of two lines",
            s,
            swap("École primaire des Tilleuls", "\"École\nprimaire\"").replacen(&second, "rien", 1),
            4,
            ID,
            "UAI",
        ),
        damage(
            "after a name of two CRLF lines",
            s,
            swap("École primaire des Tilleuls", "\"École\nprimaire\"")
                .replacen(&second, "rien", 1)
                .replace('\n', "\r\n"),
            4,
            ID,
            "UAI",
        ),
    ]
}
