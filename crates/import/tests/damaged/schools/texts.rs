//! Damage of a directory as a whole: its encoding, its titles, the width of its rows.

use super::SCHOOLS;
use crate::{
    damaged::{Damage, damage},
    support::{TECHNICAL, uai},
};

/// What is no directory at all, or no text.
pub(super) fn texts(good: &str) -> Vec<Damage> {
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
pub(super) fn cuts(good: &str) -> Vec<Damage> {
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
            Some("Identifiant_de_l_etablissement"),
            "pas un UAI",
        ),
        damage(
            "too many fields",
            SCHOOLS,
            swap("Saint-Malo", "Saint;Malo"),
            3,
            None,
            "plus de cellules que de titres",
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
