//! What the fields of the directory say.

use domain::{
    TerritoryCode, Uai,
    territory::{academy_of_department, department_of_uai},
};

/// Collectivities that belong to no académie, as files and UAI write them.
const OUTSIDE: [&str; 5] = ["975", "984", "986", "987", "988"];

/// Whether a row is of a collectivity without an académie: the department says so, or its UAI when there is none.
pub fn outside(text: &str, uai: Uai) -> bool {
    OUTSIDE.contains(&text) || (text.is_empty() && department_of_uai(uai).is_none())
}

/// `035`, `35`, `02A`, `974`; else what the UAI says.
pub fn department(text: &str, uai: Uai) -> Option<TerritoryCode> {
    let short = text.trim_start_matches('0');
    let code = if short.len() == 1 {
        format!("0{short}")
    } else {
        short.to_owned()
    };
    let known = academy_of_department(&code).map(|_| code);
    let code = known.or_else(|| {
        text.is_empty()
            .then(|| department_of_uai(uai).map(str::to_owned))?
    })?;
    TerritoryCode::department(&code)
}

/// Five characters, with the zero that a spreadsheet drops.
pub fn postal_code(text: &str) -> String {
    let digits: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .take(5)
        .collect();
    if digits.is_empty() {
        digits
    } else {
        format!("{digits:0>5}")
    }
}

pub fn degrees(text: &str) -> Option<f64> {
    text.replace(',', ".")
        .parse()
        .ok()
        .filter(|degrees: &f64| degrees.is_finite() && degrees.abs() <= 180.0)
}

/// `Bruz` of `Circonscription d'inspection du 1er degré de Bruz`: the prefix varies, the place's name does not.
pub fn district_name(text: &str) -> String {
    let lower = text.to_lowercase();
    let after = ["degré ", "degre ", "circonscription "]
        .iter()
        .find_map(|word| lower.find(word).map(|at| at + word.len()));
    let name = after.and_then(|at| text.get(at..)).unwrap_or(text).trim();
    let article = ["de l'", "de la ", "des ", "de ", "du ", "d'", "d’"]
        .iter()
        .find(|article| name.to_lowercase().starts_with(*article));
    article
        .and_then(|article| name.get(article.len()..))
        .unwrap_or(name)
        .trim()
        .to_owned()
}
